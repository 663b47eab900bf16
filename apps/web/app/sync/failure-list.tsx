import type { Failure } from "@availability/ontology/job";
import { Button, Group, Text, TextInput, Title } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import { useTimes } from "~/time/use-times.ts";
import { jobText, retryWarning } from "./job-words.ts";
import classes from "./sync.module.css";

type FailureListProps = { failures: Failure[]; timeZone: string };

/** What failed, by what was to be done; what is open can be tried again, alone or all of a kind, or be dismissed. */
export function FailureList({ failures, timeZone }: FailureListProps) {
  const kinds = [...new Set(failures.map(({ functionId }) => functionId))];
  return kinds.map((functionId) => (
    <FailuresOfKind
      key={functionId}
      functionId={functionId}
      failures={failures.filter((failure) => failure.functionId === functionId)}
      timeZone={timeZone}
    />
  ));
}

function FailuresOfKind({ functionId, failures, timeZone }: FailureListProps & { functionId: string }) {
  const isOpen = failures.some(({ status }) => status === "open");
  const warning = isOpen ? retryWarning(functionId) : null;
  return (
    <section aria-labelledby={functionId}>
      <Group justify="space-between" gap="xs" mb="xs">
        <Title order={2} size="h4" id={functionId}>
          {jobText(functionId)}
        </Title>
        {isOpen && failures.length > 1 && (
          <Form method="post" preventScrollReset>
            <input type="hidden" name="functionId" value={functionId} />
            <Button type="submit" name="intent" value="retry-all" variant="default" size="xs">
              Retry all of this kind
            </Button>
          </Form>
        )}
      </Group>
      {warning && (
        <Text size="sm" mb="xs">
          {warning}
        </Text>
      )}
      <ul className={classes.list}>
        {failures.map((failure) => (
          <FailureRow key={failure.id} failure={failure} timeZone={timeZone} />
        ))}
      </ul>
    </section>
  );
}

function FailureRow({ failure, timeZone }: { failure: Failure; timeZone: string }) {
  const { formatInstant } = useTimes();
  const { id, calendarName, bookingId, cause, runUrl, status } = failure;
  const subject = calendarName ? `Calendar “${calendarName}”` : bookingId ? "A booking" : "A job";
  return (
    <li className={classes.row}>
      <div className={classes.facts}>
        <strong>{subject}</strong>
        {bookingId && <Link to={`/booking/bookings/${bookingId}`}>Open the booking</Link>}
        {runUrl && (
          <a href={runUrl} target="_blank" rel="noreferrer">
            Open the run
          </a>
        )}
      </div>
      <Text size="sm">{cause}</Text>
      <Text size="sm" c="dimmed">
        {timesText(failure, (instant) => formatInstant(instant, timeZone))}
      </Text>
      {status === "open" && (
        <div className={classes.facts}>
          <Form method="post" preventScrollReset>
            <input type="hidden" name="failureId" value={id} />
            <Button type="submit" name="intent" value="retry" size="xs" aria-label={`Retry now: ${subject}`}>
              Retry now
            </Button>
          </Form>
          <DismissForm failureId={id} subject={subject} />
        </div>
      )}
    </li>
  );
}

function DismissForm({ failureId, subject }: { failureId: string; subject: string }) {
  return (
    <details className={classes.ask}>
      <summary aria-label={`Dismiss: ${subject}`}>Dismiss…</summary>
      <Form method="post" preventScrollReset className={classes.dismiss}>
        <input type="hidden" name="failureId" value={failureId} />
        <TextInput
          label="Reason"
          description="Others see it beside what was dismissed"
          name="reason"
          size="xs"
          required
          maxLength={500}
        />
        <Button type="submit" name="intent" value="dismiss" variant="default" size="xs">
          Dismiss it
        </Button>
      </Form>
    </details>
  );
}

function timesText(failure: Failure, at: (instant: number) => string): string {
  const { attempts, failedAt, retriedAt, nextTryAt, dismissedAt, dismissedReason, status } = failure;
  return [
    `Failed ${attempts === 1 ? "once" : `${attempts} times`}, last on ${at(failedAt)}.`,
    ...(retriedAt === null ? [] : [`Asked for again on ${at(retriedAt)}.`]),
    ...(status !== "open"
      ? []
      : [
          nextTryAt === null
            ? "It is not tried again by itself."
            : `Next try by itself on ${at(nextTryAt)} at the latest.`,
        ]),
    ...(dismissedAt === null ? [] : [`Dismissed on ${at(dismissedAt)}: ${dismissedReason}`]),
    ...(status === "resolved" ? ["The same succeeded since."] : []),
  ].join(" ");
}
