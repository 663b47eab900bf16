import { Alert, Button } from "@mantine/core";
import { ErrorSummary } from "~/forms/error-summary.tsx";
import { AffectedList } from "~/products/affected-list.tsx";
import type { HoursOutcome } from "./hours-actions.server.ts";

type OutcomePanelProps = {
  outcome: HoursOutcome | undefined;
  timeZone: string;
  labels?: Record<string, string>;
};

/** Inside a form: what came of sending it, the bookings it would affect, and then the button to do it all the same. */
export function OutcomePanel({ outcome, timeZone, labels = {} }: OutcomePanelProps) {
  if (!outcome) return null;
  const { kind, text, notices, affected, refused } = outcome;
  if (kind === "refused") return <ErrorSummary refused={refused} labels={labels} />;
  return (
    <>
      {text && (
        <Alert color="green" variant="light" role="status">
          {text}
        </Alert>
      )}
      {notices.length > 0 && (
        <Alert color="slate" variant="light">
          {notices.map((notice) => (
            <div key={notice}>{notice}</div>
          ))}
        </Alert>
      )}
      <AffectedList affected={affected} timeZone={timeZone} effect="would lie in closed time" />
      {kind === "confirm" && (
        <div>
          <Button type="submit" name="confirmed" value="1" color="red" variant="light">
            Nothing is saved yet: save anyway
          </Button>
        </div>
      )}
    </>
  );
}
