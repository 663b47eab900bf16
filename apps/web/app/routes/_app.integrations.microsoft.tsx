import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useAnswer } from "~/forms/use-answer.ts";
import { loadProvider } from "~/integrations/load-provider.server.ts";
import { runProviderAction } from "~/integrations/provider-actions.server.ts";
import { ProviderPage } from "~/integrations/provider-page.tsx";
import { requireIntegrations } from "~/integrations/require-integrations.server.ts";
import type { LiveHandle } from "~/live/topics.ts";

export const handle: LiveHandle = { live: ["calendars"] };

export const meta: MetaFunction = () => [{ title: "Microsoft 365 · Availability" }];

export const loader = (args: LoaderFunctionArgs) => loadProvider("microsoft", args);

export async function action({ request, context }: ActionFunctionArgs) {
  const { session, trpc } = await requireIntegrations(request, context);
  const formData = await request.formData();
  return runProviderAction({ provider: "microsoft", context, session, trpc, formData });
}

export default function MicrosoftPage() {
  const loaded = useLoaderData<typeof loader>();
  return <ProviderPage provider="microsoft" loaded={loaded} result={useAnswer<typeof action>()} />;
}
