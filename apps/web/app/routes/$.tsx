import { data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { findSession } from "~/accounts/session.server.ts";
import { NotFoundPanel } from "~/shell/error-panel.tsx";
import { PlainPage } from "~/shell/plain-page.tsx";
import { Shell } from "~/shell/shell.tsx";
import { ProceduresProvider } from "~/trpc/client.tsx";

export const meta: MetaFunction = () => [{ title: "Page not found · Availability" }];

/** Any address that no other route answers: a 404 that keeps the navigation for members. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const session = await findSession(request, context);
  return data({ viewer: session?.viewer ?? null }, { status: 404 });
}

/** A form sent to an address that does not exist. */
export function action() {
  throw new Response("Nothing accepts a form at this address.", { status: 404 });
}

export default function NotFoundPage() {
  const { viewer } = useLoaderData<typeof loader>();
  if (!viewer) {
    return (
      <PlainPage>
        <NotFoundPanel />
      </PlainPage>
    );
  }
  return (
    <ProceduresProvider>
      <Shell viewer={viewer}>
        <NotFoundPanel />
      </Shell>
    </ProceduresProvider>
  );
}
