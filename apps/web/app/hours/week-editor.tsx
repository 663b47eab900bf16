import { Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { Form, useFetcher, useNavigation } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { DayEditor } from "./day-editor.tsx";
import classes from "./hours.module.css";
import type { HoursOutcome } from "./hours-actions.server.ts";
import { OutcomePanel } from "./outcome-panel.tsx";
import { PreviewList } from "./preview-list.tsx";
import { type Week, weekdays, weekOf, weekOfFields } from "./week.ts";

type WeekEditorProps = {
  schedule: { timeZone: string; weeklyHours: Parameters<typeof weekOf>[0]; version: number };
  scheduleId: string | null;
  zones: string[];
  outcome: HoursOutcome | undefined;
};

const settleMs = 500;

/** The hours of a week. A moment after each change the engine is asked, unsaved, what would be free and which bookings it affects. */
export function WeekEditor({ schedule, scheduleId, zones, outcome: sent }: WeekEditorProps) {
  const mine = sent?.intent === "week" ? sent : undefined;
  const typed = mine && mine.kind !== "saved" ? mine.refused.values : null;
  const [week, setWeek] = useState<Week>(() => (typed ? weekOfFields(typed) : weekOf(schedule.weeklyHours)));
  const form = useRef<HTMLFormElement>(null);
  const check = useFetcher<HoursOutcome>();
  const isSending = useNavigation().formData?.get("intent") === "week";
  const isFirst = useRef(true);
  // Asked anew when the week changes, not when the answer comes
  useEffect(() => {
    if (isFirst.current && week.flat().length === 0) return;
    isFirst.current = false;
    const timer = setTimeout(() => {
      if (!form.current) return;
      const fields = new FormData(form.current);
      fields.set("check", "1");
      check.submit(fields, { method: "post" });
    }, settleMs);
    return () => clearTimeout(timer);
  }, [week]);
  const live = check.data;
  const errors = { ...(mine?.refused.fields ?? {}), ...(live?.refused.fields ?? {}) };
  const labels = Object.fromEntries(weekdays.map((day, index) => [`d${index + 1}`, day]));
  const setDay = (day: number, ranges: Week[number]) =>
    setWeek((old) => old.map((one, index) => (index === day ? ranges : one)));
  const copy = (from: number, to: number[]) =>
    setWeek((old) => old.map((one, index) => (to.includes(index) ? (old[from] ?? []) : one)));
  return (
    <Form method="post" ref={form} preventScrollReset>
      <input type="hidden" name="intent" value="week" />
      <input type="hidden" name="version" value={schedule.version} />
      {scheduleId && <input type="hidden" name="scheduleId" value={scheduleId} />}
      <Stack gap="sm">
        <OutcomePanel
          outcome={
            mine && live && mine.kind !== "refused" && mine.kind !== "confirm"
              ? { ...mine, affected: none }
              : mine
          }
          timeZone={schedule.timeZone}
          labels={labels}
        />
        <NativeSelect
          label="Time zone"
          description="The times below are meant on its clocks, summer and winter."
          name="timeZone"
          data={zones}
          defaultValue={typed?.timeZone ?? schedule.timeZone}
          maw={360}
          error={errors.timeZone}
        />
        <Text size="sm" c="dimmed">
          24:00 is the end of the day. An end before the start lies on the next day: 22:00–02:00 runs past
          midnight.
        </Text>
        <div className={classes.days}>
          {week.map((ranges, day) => (
            <DayEditor
              key={weekdays[day]}
              {...{ day, ranges }}
              error={errors[`d${day + 1}`]}
              onChange={(next) => setDay(day, next)}
              onCopy={(to) => copy(day, to)}
            />
          ))}
        </div>
        <Group gap="xs">
          <Button type="submit" loading={isSending}>
            Save hours
          </Button>
          <Button type="submit" name="check" value="1" variant="default">
            Check without saving
          </Button>
        </Group>
        <PreviewList
          outcome={live ?? (mine?.kind === "saved" ? undefined : mine)}
          timeZone={schedule.timeZone}
          isBusy={check.state !== "idle"}
        />
      </Stack>
    </Form>
  );
}

const none = { total: 0, bookings: [] };
