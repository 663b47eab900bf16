import "@mantine/core/styles.css";
import "./theme.css";
import { MantineProvider } from "@mantine/core";
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRouteLoaderData } from "@remix-run/react";
import type { ReactNode } from "react";
import { useNonce, useRequestId } from "./request-context.tsx";
import { ColorSchemeScript, FollowColorScheme } from "./shell/color-scheme.tsx";
import { type ColorScheme, colorSchemeOf } from "./shell/color-scheme-cookie.ts";
import { ErrorPanel } from "./shell/error-panel.tsx";
import { PendingBar } from "./shell/pending-bar.tsx";
import { PlainPage } from "./shell/plain-page.tsx";
import { theme } from "./theme.ts";
import { type HourCycle, hourCycleOf } from "./time/hour-cycle.ts";

export const meta: MetaFunction = () => [{ title: "Availability" }];

export const links: LinksFunction = () => [{ rel: "icon", href: "/favicon.svg", type: "image/svg+xml" }];

export function loader({ request }: LoaderFunctionArgs): { colorScheme: ColorScheme; hourCycle: HourCycle } {
  return { colorScheme: colorSchemeOf(request), hourCycle: hourCycleOf(request.headers.get("Cookie")) };
}

export function Layout({ children }: { children: ReactNode }) {
  const nonce = useNonce();
  const requestId = useRequestId();
  const colorScheme = useRouteLoaderData<typeof loader>("root")?.colorScheme ?? "auto";
  return (
    <html
      lang="en"
      data-mantine-color-scheme={colorScheme === "auto" ? "light" : colorScheme}
      suppressHydrationWarning
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta property="csp-nonce" nonce={nonce} suppressHydrationWarning />
        {requestId && <meta name="request-id" content={requestId} />}
        <Meta />
        <Links />
        {colorScheme === "auto" && <ColorSchemeScript nonce={nonce} />}
      </head>
      <body>
        <MantineProvider theme={theme} defaultColorScheme={colorScheme} getStyleNonce={() => nonce}>
          <FollowColorScheme colorScheme={colorScheme} />
          <PendingBar />
          {children}
        </MantineProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function App() {
  return <Outlet />;
}

export function ErrorBoundary() {
  return (
    <PlainPage>
      <ErrorPanel />
    </PlainPage>
  );
}
