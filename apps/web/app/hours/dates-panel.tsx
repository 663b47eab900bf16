import type { ListedException } from "@availability/ontology/availability";
import { Button, Group, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { Form, Link } from "@remix-run/react";
import productClasses from "~/products/products.module.css";
import { formatDay } from "~/time/format.ts";
import classes from "./hours.module.css";
import type { HoursOutcome } from "./hours-actions.server.ts";
import { OutcomePanel } from "./outcome-panel.tsx";

type DatesPanelProps = {
  month: string;
  gridDays: string[];
  today: string;
  exceptions: ListedException[];
  holidays: { date: string; name: string; isOpen: boolean }[];
  basePath: string;
  timeZone: string;
  outcome: HoursOutcome | undefined;
};

/** Dates with other hours than their weekday: ticked in a month, or named by first and last. */
export function DatesPanel(props: DatesPanelProps) {
  const { month, gridDays, today, exceptions, holidays, basePath, timeZone, outcome } = props;
  const values = outcome?.kind === "saved" ? {} : (outcome?.refused.values ?? {});
  const fields = outcome?.refused.fields ?? {};
  const middle = Date.parse(`${month}-15T12:00:00Z`);
  const monthAt = (by: number) => new Date(middle + by * 30 * 86_400_000).toISOString().slice(0, 7);
  return (
    <Stack gap="md">
      <Form method="post" preventScrollReset>
        <input type="hidden" name="intent" value="dates" />
        <Stack gap="sm">
          <OutcomePanel
            outcome={outcome}
            timeZone={timeZone}
            labels={{ first: "First date", last: "Last date", hours: "Hours" }}
          />
          <Group justify="space-between">
            <Title order={3} size="h4" aria-live="polite">
              {monthText(middle)}
            </Title>
            <Group gap="xs">
              <Button
                component={Link}
                to={`${basePath}&month=${monthAt(-1)}`}
                variant="default"
                preventScrollReset
              >
                Previous month
              </Button>
              <Button
                component={Link}
                to={`${basePath}&month=${monthAt(1)}`}
                variant="default"
                preventScrollReset
              >
                Next month
              </Button>
            </Group>
          </Group>
          <table className={classes.grid} aria-label="Dates to change">
            <thead>
              <tr>
                {["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map((day) => (
                  <th key={day} scope="col">
                    {day}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {[0, 7, 14, 21, 28, 35].map((from) => (
                <tr key={gridDays[from] ?? from}>
                  {gridDays.slice(from, from + 7).map((date) => (
                    <td key={date}>
                      <Cell
                        key={`${date} ${outcome?.kind}`}
                        date={date}
                        isOutside={!date.startsWith(month)}
                        isPast={date < today}
                        note={noteOf(date, exceptions, holidays)}
                        isTicked={values[`date.${date}`] !== undefined}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
          <div className={productClasses.pair}>
            <TextInput
              id="first"
              label="Or from (optional)"
              name="first"
              type="date"
              defaultValue={values.first}
              error={fields.first}
            />
            <TextInput
              id="last"
              label="To, included"
              name="last"
              type="date"
              defaultValue={values.last}
              error={fields.last}
            />
            <NativeSelect
              label="On these dates"
              name="mode"
              defaultValue={values.mode ?? "closed"}
              data={[
                { value: "closed", label: "Closed" },
                { value: "open", label: "Open at these hours:" },
              ]}
            />
            <TextInput
              id="hours"
              label="Hours, when open"
              placeholder="10:00-14:00, 16:00-18:00"
              name="hours"
              defaultValue={values.hours}
              error={fields.hours}
            />
            <TextInput label="Reason (optional)" name="reason" maxLength={500} defaultValue={values.reason} />
          </div>
          <div>
            <Button type="submit">Save dates</Button>
          </div>
        </Stack>
      </Form>
      <ExceptionList exceptions={exceptions} />
    </Stack>
  );
}

type CellProps = {
  date: string;
  isOutside: boolean;
  isPast: boolean;
  note: string | null;
  isTicked: boolean;
};

function Cell({ date, isOutside, isPast, note, isTicked }: CellProps) {
  return (
    <label className={classes.cell}>
      <span className={isOutside ? classes.outside : undefined} aria-hidden>
        {Number(date.slice(8))}
      </span>
      {note && (
        <span className={classes.note} aria-hidden>
          {note}
        </span>
      )}
      <input
        type="checkbox"
        name={`date.${date}`}
        aria-label={`${dayText(date)}${note ? `, ${note}` : ""}`}
        defaultChecked={isTicked}
        disabled={isPast}
      />
    </label>
  );
}

function ExceptionList({ exceptions }: { exceptions: ListedException[] }) {
  if (exceptions.length === 0) return <Text size="sm">No date has other hours than its weekday.</Text>;
  return (
    <ul className={productClasses.list}>
      {exceptions.map(({ id, date, hours, reason, inheritedFrom }) => (
        <li key={id} className={productClasses.row}>
          <div className={productClasses.main}>
            {dayText(date)}
            <div className={productClasses.quiet}>
              {hoursText(hours)}
              {reason ? ` · ${reason}` : ""}
              {inheritedFrom
                ? ` · comes from the ${inheritedFrom === "location" ? "location" : "organisation"}`
                : ""}
            </div>
          </div>
          {inheritedFrom === null && (
            <Form method="post" preventScrollReset>
              <input type="hidden" name="intent" value="removeDate" />
              <input type="hidden" name="id" value={id} />
              <input type="hidden" name="confirmed" value="1" />
              <Button type="submit" variant="default" size="xs" aria-label={`Remove ${dayText(date)}`}>
                Remove
              </Button>
            </Form>
          )}
        </li>
      ))}
    </ul>
  );
}

function noteOf(
  date: string,
  exceptions: readonly ListedException[],
  holidays: readonly { date: string; name: string; isOpen: boolean }[],
): string | null {
  const there = exceptions.filter((one) => one.date === date);
  const decisive = there.find(({ hours }) => hours.length === 0) ?? there[0];
  if (decisive) return decisive.hours.length === 0 ? "Closed" : hoursText(decisive.hours);
  const holiday = holidays.find((one) => one.date === date && !one.isOpen);
  return holiday ? holiday.name : null;
}

function hoursText(hours: readonly { start: string; end: string }[]): string {
  return hours.length === 0 ? "Closed" : hours.map(({ start, end }) => `${start}–${end}`).join(", ");
}

function dayText(date: string): string {
  return formatDay(Date.parse(`${date}T12:00:00Z`), "UTC");
}

const months = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });

function monthText(instant: number): string {
  return months.format(instant);
}
