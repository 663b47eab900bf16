import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useAnswer } from "~/forms/use-answer.ts";
import { loadProvider } from "~/integrations/load-provider.server.ts";
import { runProviderAction } from "~/integrations/provider-actions.server.ts";
import { ProviderPage } from "~/integrations/provider-page.tsx";
import { requireIntegrations } from "~/integrations/require-integrations.server.ts";
import type { LiveHandle } from "~/live/topics.ts";

export const handle: LiveHandle = { live: ["calendars"] };

export const meta: MetaFunction = () => [{ title: "Google Calendar · Availability" }];

export const loader = (args: LoaderFunctionArgs) => loadProvider("google", args);

export async function action({ request, context }: ActionFunctionArgs) {
  const { session, trpc } = await requireIntegrations(request, context);
  const formData = await request.formData();
  return runProviderAction({ provider: "google", context, session, trpc, formData });
}

export default function GooglePage() {
  const loaded = useLoaderData<typeof loader>();
  return <ProviderPage provider="google" loaded={loaded} result={useAnswer<typeof action>()} />;
}
