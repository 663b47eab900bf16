import { Alert } from "@mantine/core";
import type { WebhookOutcome } from "./webhook-actions.server.ts";

type OutcomeNoteProps = { outcome: WebhookOutcome | undefined; sections: readonly string[] };

/** What came of a form of these sections, beside them. */
export function OutcomeNote({ outcome, sections }: OutcomeNoteProps) {
  if (outcome?.kind !== "done" && outcome?.kind !== "refused") return null;
  if (!sections.includes(outcome.section)) return null;
  const isDone = outcome.kind === "done";
  return (
    <Alert color={isDone ? "green" : "red"} variant="light" role={isDone ? "status" : "alert"}>
      {isDone ? outcome.text : outcome.refused.form}
    </Alert>
  );
}
