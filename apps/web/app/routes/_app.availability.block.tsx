import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { BlockFields } from "~/availability/block-fields.tsx";
import { blockTime } from "~/availability/block-time.server.ts";
import { withParams } from "~/availability/calendar-params.ts";
import { loadBlockChoice } from "~/availability/load-block-choice.server.ts";
import { Panel } from "~/availability/panel.tsx";
import { undoText } from "~/availability/undo-param.ts";
import { useAnswer } from "~/forms/use-answer.ts";
import { requireCaller } from "~/trpc/caller.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  if (!may(session.role, "manage_availability")) {
    throw data(refusalText(session.role, "manage_availability", "block time"), { status: 403 });
  }
  return loadBlockChoice(trpc, { url: new URL(request.url), now: context.app.environment.now() });
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const outcome = await blockTime(trpc, await request.formData());
  if (outcome.kind !== "blocked") return data(outcome, { status: outcome.status });
  const undo = undoText({ kind: "block", id: outcome.id, version: outcome.version });
  const { searchParams } = new URL(request.url);
  return redirect(`/availability${withParams(searchParams, { start: null, end: null, undo })}`);
}

export default function BlockPanel() {
  const choice = useLoaderData<typeof loader>();
  const outcome = useAnswer<typeof action>();
  return (
    <Panel title="Block time" closePath={choice.closePath}>
      <BlockFields {...choice} outcome={outcome} />
    </Panel>
  );
}
