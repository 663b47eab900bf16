import type { Block } from "@availability/ontology/availability";
import { Button, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import { ruleText } from "~/bookings/rule-text.ts";
import productClasses from "~/products/products.module.css";
import { useTimes } from "~/time/use-times.ts";
import type { HoursOutcome } from "./hours-actions.server.ts";
import { OutcomePanel } from "./outcome-panel.tsx";

type BlocksPanelProps = {
  blocks: Block[];
  isProduct: boolean;
  timeZone: string;
  outcome: HoursOutcome | undefined;
};

/** Time taken off a product, once or repeated, whatever its hours say. */
export function BlocksPanel({ blocks, isProduct, timeZone, outcome }: BlocksPanelProps) {
  const { formatInstant } = useTimes();
  if (!isProduct) {
    return (
      <Text size="sm">Blocks belong to products: choose one above. To close more at once, use “Dates”.</Text>
    );
  }
  const values = outcome?.kind === "saved" ? {} : (outcome?.refused.values ?? {});
  const fields = outcome?.refused.fields ?? {};
  return (
    <Stack gap="md">
      {blocks.length === 0 ? (
        <Text size="sm">Nothing is blocked from now on.</Text>
      ) : (
        <ul className={productClasses.list}>
          {blocks.map(({ id, start, end, rrule, reason, timeZone: zone }) => (
            <li key={id} className={productClasses.row}>
              <div className={productClasses.main}>
                {formatInstant(start, zone)} to {formatInstant(end, zone)}
                <div className={productClasses.quiet}>
                  {[rrule ? ruleText(rrule) : "Once", reason].filter(Boolean).join(" · ")}
                </div>
              </div>
              <Form method="post" preventScrollReset>
                <input type="hidden" name="intent" value="removeBlock" />
                <input type="hidden" name="id" value={id} />
                <Button
                  type="submit"
                  variant="default"
                  size="xs"
                  aria-label={`Remove the block of ${formatInstant(start, zone)}`}
                >
                  Remove
                </Button>
              </Form>
            </li>
          ))}
        </ul>
      )}
      <Form method="post" preventScrollReset key={outcome?.kind === "saved" ? blocks.length : "new"}>
        <input type="hidden" name="intent" value="block" />
        <Stack gap="sm">
          <OutcomePanel outcome={outcome} timeZone={timeZone} labels={{ start: "From", end: "To" }} />
          <div className={productClasses.pair}>
            <TextInput
              id="start"
              label={`From (${timeZone})`}
              name="start"
              type="datetime-local"
              defaultValue={values.start}
              error={fields.start}
            />
            <TextInput
              id="end"
              label={`To (${timeZone})`}
              name="end"
              type="datetime-local"
              defaultValue={values.end}
              error={fields.end}
            />
            <NativeSelect
              label="Repeat"
              name="repeat"
              defaultValue={values.repeat ?? ""}
              data={[
                { value: "", label: "Once" },
                { value: "DAILY", label: "Every day" },
                { value: "WEEKLY", label: "Every week" },
                { value: "MONTHLY", label: "Every month" },
              ]}
            />
            <TextInput label="Last day (optional)" name="until" type="date" defaultValue={values.until} />
            <TextInput label="Reason (optional)" name="reason" maxLength={500} defaultValue={values.reason} />
          </div>
          <div>
            <Button type="submit">Block this time</Button>
          </div>
        </Stack>
      </Form>
    </Stack>
  );
}
