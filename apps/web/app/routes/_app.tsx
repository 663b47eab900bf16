import type { LoaderFunctionArgs } from "@remix-run/node";
import { Outlet, useLoaderData, useRouteLoaderData } from "@remix-run/react";
import { requireSession } from "~/accounts/session.server.ts";
import type { Viewer } from "~/accounts/viewer.ts";
import { ErrorPanel } from "~/shell/error-panel.tsx";
import { PlainPage } from "~/shell/plain-page.tsx";
import { Shell } from "~/shell/shell.tsx";
import { ProceduresProvider } from "~/trpc/client.tsx";

export async function loader({ request, context }: LoaderFunctionArgs): Promise<{ viewer: Viewer }> {
  return { viewer: (await requireSession(request, context)).viewer };
}

export default function AppLayout() {
  const { viewer } = useLoaderData<typeof loader>();
  return (
    <ProceduresProvider key={viewer.organization.id}>
      <Shell viewer={viewer}>
        <Outlet />
      </Shell>
    </ProceduresProvider>
  );
}

export function ErrorBoundary() {
  const viewer = useRouteLoaderData<typeof loader>("routes/_app")?.viewer;
  if (!viewer) {
    return (
      <PlainPage>
        <ErrorPanel />
      </PlainPage>
    );
  }
  return (
    <ProceduresProvider>
      <Shell viewer={viewer}>
        <ErrorPanel />
      </Shell>
    </ProceduresProvider>
  );
}
