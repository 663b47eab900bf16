import { localDateOf, minuteOfDay } from "@availability/domain/time";
import type { Series } from "@availability/ontology/booking";
import { Button, Checkbox, Group, NativeSelect, Radio, Stack, Text, TextInput } from "@mantine/core";
import { Form, useNavigation } from "@remix-run/react";
import { useState } from "react";
import { useTimes } from "~/time/use-times.ts";
import classes from "./booking-sheet.module.css";

type SeriesFormsProps = { series: Series; now: number; mayWaive: boolean };

/** Changes or cancels part of a series. Which part is asked, with how many bookings it means. */
export function SeriesForms({ series, now, mayWaive }: SeriesFormsProps) {
  const { formatInstant } = useTimes();
  const open = series.bookings.filter(
    ({ status, start }) => (status === "pending" || status === "confirmed") && start > now,
  );
  const [named, setNamed] = useState(open[0]?.id ?? "");
  const first = open.find(({ id }) => id === named) ?? open[0];
  if (!first) return <Text>Nothing of this series is still to come.</Text>;
  const following = open.filter(({ occurrenceStart }) => occurrenceStart >= first.occurrenceStart).length;
  const scope = (
    <>
      <input type="hidden" name="version" value={series.version} />
      <NativeSelect
        label="Which booking"
        name="bookingId"
        value={first.id}
        onChange={(event) => setNamed(event.currentTarget.value)}
        data={open.map(({ id, start }) => ({ value: id, label: formatInstant(start, series.timeZone) }))}
      />
      <Radio.Group name="scope" label="How much of the series" defaultValue="this">
        <Stack gap={6} mt={6}>
          <Radio value="this" label="This one" />
          <Radio value="following" label={`This and following (${following})`} />
          <Radio value="all" label={`All that are still to come (${open.length})`} />
        </Stack>
      </Radio.Group>
    </>
  );
  return (
    <div className={classes.sections}>
      <details>
        <summary>Change…</summary>
        <Form method="post" className={classes.form} preventScrollReset>
          {scope}
          <TextInput
            key={first.id}
            label={`New start of that booking (${series.timeZone}); the others move by as much`}
            name="start"
            type="datetime-local"
            defaultValue={fieldText(first.start, series.timeZone)}
          />
          <TextInput
            label="Duration (minutes)"
            name="durationMinutes"
            inputMode="numeric"
            defaultValue={String(series.durationMinutes)}
          />
          <Checkbox name="includeMoved" label="Move those as well that were moved on their own" />
          <Radio.Group name="onConflict" label="When a time is not free" defaultValue="fail">
            <Group gap="md" mt={6}>
              <Radio value="fail" label="Change none" />
              <Radio value="skip" label="Leave that booking as it is" />
            </Group>
          </Radio.Group>
          <Submit intent="edit" label="Change" />
        </Form>
      </details>
      <details>
        <summary>Cancel…</summary>
        <Form method="post" className={classes.form} preventScrollReset>
          {scope}
          <Text size="sm" c="dimmed">
            Each booking costs the fee of its own terms, where its time to cancel freely is over.
          </Text>
          {mayWaive && <Checkbox name="waiveFee" label="Waive the fees" />}
          <TextInput label="Reason (optional)" name="reason" maxLength={500} autoComplete="off" />
          <Submit intent="cancel" label="Cancel these bookings" colour="red" />
        </Form>
      </details>
    </div>
  );
}

function Submit({ intent, label, colour }: { intent: string; label: string; colour?: string }) {
  const isSending = useNavigation().formData?.get("intent") === intent;
  return (
    <div>
      <Button
        type="submit"
        name="intent"
        value={intent}
        loading={isSending}
        {...(colour ? { color: colour } : {})}
      >
        {label}
      </Button>
    </div>
  );
}

/** An instant as a `datetime-local` field holds it. */
function fieldText(instant: number, timeZone: string): string {
  const minute = minuteOfDay(instant, timeZone);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${localDateOf(instant, timeZone)}T${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
