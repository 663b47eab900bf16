import { Text } from "@mantine/core";
import { type ActionFunctionArgs, data, redirect } from "@remix-run/node";
import { useLocation } from "@remix-run/react";
import { withParams } from "~/availability/calendar-params.ts";
import { Panel } from "~/availability/panel.tsx";
import { runUndo } from "~/availability/run-undo.server.ts";
import { readUndo, undoText } from "~/availability/undo-param.ts";
import { useAnswer } from "~/forms/use-answer.ts";
import { requireCaller } from "~/trpc/caller.server.ts";

export async function action({ request, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const { searchParams } = new URL(request.url);
  const undo = readUndo(searchParams.get("undo"));
  const refusal = undo ? await runUndo(trpc, undo) : "This address names nothing that can be undone.";
  if (refusal) return data({ refusal }, { status: 409 });
  return redirect(`/availability${withParams(searchParams, { undo: undoText({ kind: "undone" }) })}`);
}

/** Shown only when something could not be taken back. */
export default function UndoPanel() {
  const answer = useAnswer<typeof action>();
  const { search } = useLocation();
  const closePath = `/availability${withParams(new URLSearchParams(search), { undo: null })}`;
  return (
    <Panel title="This could not be undone" closePath={closePath}>
      <Text role="alert">{answer?.refusal ?? "There is nothing to undo."}</Text>
      <Text size="sm" c="dimmed" mt="xs">
        The calendar shows how things stand now.
      </Text>
    </Panel>
  );
}
