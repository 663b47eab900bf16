import type { Conflict, Occurrence, SeriesPreview } from "@availability/ontology/booking";
import { Button, Checkbox, Group, NativeSelect, Radio, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { RefusedForm } from "~/forms/parse-form.ts";
import { formatDay } from "~/time/format.ts";
import { useTimes } from "~/time/use-times.ts";
import classes from "./booking-fields.module.css";
import { ruleDays } from "./repeat-rule.ts";

const dayLabels = { MO: "Mon", TU: "Tue", WE: "Wed", TH: "Thu", FR: "Fri", SA: "Sat", SU: "Sun" };

type RepeatFieldsProps = {
  refused: RefusedForm | undefined;
  preview: SeriesPreview | null;
  conflicts: Conflict[];
  timeZone: string;
  /** A series is not kept while the form is open. */
  onRepeat: (repeats: boolean) => void;
};

/** The rule by which a booking repeats, and what it comes to. */
export function RepeatFields({ refused, preview, conflicts, timeZone, onRepeat }: RepeatFieldsProps) {
  const { values = {}, fields = {} } = refused ?? {};
  const [repeat, setRepeat] = useState(values.repeat ?? "");
  const days = (values.days ?? "").split(",");
  return (
    <details open={repeat !== "" || preview !== null || conflicts.length > 0}>
      <summary>Repeat…</summary>
      <div className={classes.group}>
        <div className={classes.row}>
          <NativeSelect
            label="Repeats"
            name="repeat"
            defaultValue={repeat}
            error={fields.repeat}
            onChange={(event) => {
              setRepeat(event.currentTarget.value);
              onRepeat(event.currentTarget.value !== "");
            }}
            data={[
              { value: "", label: "Does not repeat" },
              { value: "DAILY", label: "By days" },
              { value: "WEEKLY", label: "By weeks" },
              { value: "MONTHLY", label: "By months" },
            ]}
          />
          <TextInput
            label="Every"
            name="every"
            inputMode="numeric"
            defaultValue={values.every ?? "1"}
            error={fields.every}
          />
        </div>
        {repeat !== "DAILY" && repeat !== "MONTHLY" && (
          <Checkbox.Group defaultValue={days} label="On (weekly; none ticked: the day of the start)">
            <Group gap="xs" mt={6}>
              {ruleDays.map((day) => (
                <Checkbox key={day} name="day" value={day} label={dayLabels[day]} />
              ))}
            </Group>
          </Checkbox.Group>
        )}
        <Radio.Group name="ends" label="Ends" defaultValue={values.ends ?? "count"}>
          <div className={classes.row}>
            <div>
              <Radio value="count" label="After this many times" my={6} />
              <TextInput
                aria-label="Times"
                name="count"
                inputMode="numeric"
                defaultValue={values.count ?? "10"}
                error={fields.count}
              />
            </div>
            <div>
              <Radio value="until" label="On this day, included" my={6} />
              <TextInput
                aria-label="Last day"
                name="until"
                type="date"
                defaultValue={values.until}
                error={fields.until}
              />
            </div>
          </div>
        </Radio.Group>
        <Radio.Group
          name="onConflict"
          label="When a time is not free"
          defaultValue={values.onConflict ?? "fail"}
        >
          <Group gap="md" mt={6}>
            <Radio value="fail" label="Book none" />
            <Radio value="skip" label="Leave it out" />
          </Group>
        </Radio.Group>
        <div>
          <Button type="submit" name="intent" value="preview" variant="default" formNoValidate>
            Show all times
          </Button>
        </div>
        {preview && <Times times={preview.occurrences} timeZone={timeZone} />}
        {conflicts.length > 0 && <Times times={conflicts} timeZone={timeZone} />}
      </div>
    </details>
  );
}

function Times({
  times,
  timeZone,
}: {
  times: readonly (Pick<Occurrence, "start" | "end"> & { reason: string | null })[];
  timeZone: string;
}) {
  const { formatTime } = useTimes();
  const lost = times.filter(({ reason }) => reason !== null).length;
  return (
    <div role="status">
      <Text size="sm" fw={600}>
        {times.length} times in {timeZone}
        {lost > 0 ? `, ${lost} of them not free` : ", all free"}
      </Text>
      <ul className={classes.list}>
        {times.map(({ start, end, reason }) => (
          <li key={start} className={reason ? classes.conflict : undefined}>
            {formatDay(start, timeZone)}, {formatTime(start, timeZone)}–{formatTime(end, timeZone)}
            {reason ? `: ${conflictText(reason)}` : ""}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Why a time of a series cannot be had, in a word or two. */
export function conflictText(reason: string): string {
  return (
    {
      past: "past",
      min_notice: "too soon",
      horizon: "too far ahead",
      exception: "closed that day",
      closed: "closed",
      blocked: "blocked",
      booked: "booked",
      held: "held by somebody",
      external_busy: "busy in a connected calendar",
      buffer: "too close to another booking",
      capacity: "not enough places",
      requirement: "nobody or nothing free to serve it",
      calendar_stale: "a calendar is not read",
      slot_taken: "taken",
      outside_rules: "not offered",
    }[reason] ?? reason.replaceAll("_", " ")
  );
}
