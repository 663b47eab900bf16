import { Button, Group, Text, TextInput } from "@mantine/core";
import { Form, Link, useLocation, useSubmit } from "@remix-run/react";
import { withParams } from "~/availability/calendar-params.ts";
import { formatDay } from "~/time/format.ts";
import { useTimes } from "~/time/use-times.ts";
import { IntentButton, Reason, Section } from "./booking-actions.tsx";
import classes from "./booking-sheet.module.css";
import type { ShownBooking } from "./load-booking.server.ts";
import type { ActionOutcome } from "./run-booking-action.server.ts";

type MoveProps = { shown: ShownBooking; outcome: ActionOutcome | undefined };

/** Moves a booking to a time that the engine offers, a day at a time; or, with a reason, to any other. */
export function MoveForm({ shown, outcome }: MoveProps) {
  const { actions, move, moveDate, mayOverride, timeZone } = shown;
  const { search } = useLocation();
  if (!actions.includes("reschedule")) return null;
  const to = (date: string | null) => withParams(new URLSearchParams(search), { move: date }) || "?";
  if (!move) {
    return (
      <div>
        <Button component={Link} to={to(moveDate)} variant="default" preventScrollReset replace>
          Move to another time…
        </Button>
      </div>
    );
  }
  return (
    <section className={classes.section} aria-labelledby="move-title">
      <Group justify="space-between">
        <h3 className={classes.title} id="move-title">
          Move to another time
        </h3>
        <Link to={to(null)} preventScrollReset replace>
          Keep its time
        </Link>
      </Group>
      <ChooseDay date={move.date} previous={to(move.previous)} next={to(move.next)} search={search} />
      <Times shown={shown} />
      {mayOverride && (
        <Section title="At a time that is not offered…" intent="move" {...{ shown, outcome }}>
          <Text size="sm" c="dimmed">
            Sets the rules of the product aside (hours, notice, blocks), never what is booked already.
          </Text>
          <input type="hidden" name="timeZone" value={timeZone} />
          <TextInput label={`New start (${timeZone})`} name="at" type="datetime-local" required />
          <Reason label="Reason, for the record" outcome={outcome} intent="move" isRequired />
          <IntentButton intent="move">Move and set the rules aside</IntentButton>
        </Section>
      )}
    </section>
  );
}

function ChooseDay({
  date,
  previous,
  next,
  search,
}: {
  date: string;
  previous: string;
  next: string;
  search: string;
}) {
  const submit = useSubmit();
  const kept = [...new URLSearchParams(search)].filter(([name]) => name !== "move");
  return (
    <Form
      key={date}
      method="get"
      preventScrollReset
      onChange={(event) => submit(event.currentTarget, { replace: true, preventScrollReset: true })}
    >
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Group gap="xs" align="flex-end">
        <Button component={Link} to={previous} variant="default" preventScrollReset replace>
          Day before
        </Button>
        <TextInput label="Day" name="move" type="date" defaultValue={date} required />
        <Button component={Link} to={next} variant="default" preventScrollReset replace>
          Day after
        </Button>
        <noscript>
          <button type="submit">Show</button>
        </noscript>
      </Group>
    </Form>
  );
}

function Times({ shown }: { shown: ShownBooking }) {
  const { formatTime } = useTimes();
  const { move, booking, timeZone } = shown;
  if (!move) return null;
  if (move.slots.length === 0) {
    return (
      <Text size="sm" mt="sm" role="status">
        {move.fault ?? "Nothing else is free on this day. Try another one."}
      </Text>
    );
  }
  return (
    <Form method="post" preventScrollReset className={classes.form}>
      <input type="hidden" name="version" value={booking.version} />
      <fieldset className={classes.plain}>
        <legend className={classes.quiet}>
          Free on {formatDay(move.slots[0] ?? booking.start, timeZone)}, times in {timeZone}
        </legend>
        <div className={classes.times}>
          {move.slots.map((start) => (
            <label key={start} className={classes.time}>
              <input type="radio" name="start" value={new Date(start).toISOString()} required />
              {formatTime(start, timeZone)}
            </label>
          ))}
        </div>
      </fieldset>
      <Reason label="Reason (optional)" outcome={undefined} intent="move" />
      <IntentButton intent="move">Move the booking</IntentButton>
    </Form>
  );
}

/** When the last thing that happened to a booking is a move, and it can still move: back to where it was. */
export function UndoMove({ shown }: { shown: ShownBooking }) {
  const { formatInstant } = useTimes();
  const { timeline, actions, booking, timeZone } = shown;
  const last = timeline.at(-1);
  const before = last?.action === "reschedule" ? startBefore(last.details) : null;
  if (before === null || before <= shown.now || !actions.includes("reschedule")) return null;
  const end = endBefore(last?.details ?? null);
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="version" value={booking.version} />
      <input type="hidden" name="start" value={new Date(before).toISOString()} />
      {end !== null && <input type="hidden" name="durationMinutes" value={(end - before) / 60_000} />}
      <Group gap="xs">
        <Text size="sm">
          {before === booking.start
            ? `It was to end at ${formatInstant(end ?? booking.end, timeZone)}.`
            : `Moved here from ${formatInstant(before, timeZone)}.`}
        </Text>
        <IntentButton intent="move" variant="subtle">
          Undo the move
        </IntentButton>
      </Group>
    </Form>
  );
}

/** The start before a move, as the timeline keeps it. */
export function startBefore(details: Record<string, unknown> | null): number | null {
  const before = details?.before;
  if (typeof before !== "object" || before === null || !("start" in before)) return null;
  return typeof before.start === "number" ? before.start : null;
}

function endBefore(details: Record<string, unknown> | null): number | null {
  const before = details?.before;
  if (typeof before !== "object" || before === null || !("end" in before)) return null;
  return typeof before.end === "number" ? before.end : null;
}
