import { Alert } from "@mantine/core";
import type { ProviderActionResult } from "./provider-actions.server.ts";

type ResultNoteProps = { result: ProviderActionResult; connections: { id: string; email: string }[] };

/** What came of a form that says nothing at its own place. */
export function ResultNote({ result, connections }: ResultNoteProps) {
  const isRefused = result.kind === "refused";
  return (
    <Alert color={isRefused ? "red" : "green"} variant="light" role={isRefused ? "alert" : "status"}>
      {resultText(result, connections)}
    </Alert>
  );
}

function resultText(result: ProviderActionResult, connections: ResultNoteProps["connections"]): string {
  switch (result.kind) {
    case "switched": {
      const email = connections.find(({ id }) => id === result.connectionId)?.email ?? "the account";
      return result.on
        ? `Saved. Sync of ${email} is on: its calendars are read again and bookings written.`
        : `Saved. Sync of ${email} is off: nothing is read or written, and busy times stay as last read.`;
    }
    case "refreshed":
      return "The list of calendars is up to date.";
    case "saved":
      return "The link is saved.";
    case "sync":
      return "The calendar is being read.";
    case "refused":
      return result.message;
  }
}
