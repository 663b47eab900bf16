import { Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { Form, Link, useNavigation } from "@remix-run/react";
import { ErrorSummary } from "~/forms/error-summary.tsx";
import { AffectedList } from "~/products/affected-list.tsx";
import classes from "./block-fields.module.css";
import type { BlockOutcome } from "./block-time.server.ts";

type BlockFieldsProps = {
  products: { id: string; name: string }[];
  /** Ticked at first. */
  productId: string;
  /** `YYYY-MM-DDTHH:MM` on the clock of the zone. */
  start: string;
  end: string;
  timeZone: string;
  outcome: Exclude<BlockOutcome, { kind: "blocked" }> | undefined;
  closePath: string;
};

const labels = { start: "From", end: "To", productId: "Products", reason: "Reason", repeat: "Repeat" };

/** Which products are blocked from when to when, once or repeated, and why. */
export function BlockFields(props: BlockFieldsProps) {
  const { products, productId, start, end, timeZone, outcome, closePath } = props;
  const isSending = useNavigation().state === "submitting";
  const values = outcome?.refused.values ?? {};
  const fields = outcome?.refused.fields ?? {};
  const chosen = values.productIds?.split(",") ?? [productId];
  return (
    <Form method="post" preventScrollReset>
      <Stack gap="sm">
        {outcome?.kind === "refused" && <ErrorSummary refused={outcome.refused} labels={labels} />}
        {outcome && (
          <AffectedList affected={outcome.affected} timeZone={timeZone} effect="would lie in blocked time" />
        )}
        <input type="hidden" name="timeZone" value={timeZone} />
        <div className={classes.pair}>
          <TextInput
            id="start"
            label={`From (${timeZone})`}
            name="start"
            type="datetime-local"
            required
            defaultValue={values.start ?? start}
            error={fields.start}
          />
          <TextInput
            id="end"
            label={`To (${timeZone})`}
            name="end"
            type="datetime-local"
            required
            defaultValue={values.end ?? end}
            error={fields.end}
          />
          <NativeSelect
            id="repeat"
            label="Repeat"
            name="repeat"
            defaultValue={values.repeat ?? ""}
            data={[
              { value: "", label: "Once" },
              { value: "DAILY", label: "Every day" },
              { value: "WEEKLY", label: "Every week" },
              { value: "MONTHLY", label: "Every month" },
            ]}
            error={fields.rrule}
          />
          <TextInput label="Last day (optional)" name="until" type="date" defaultValue={values.until} />
        </div>
        <TextInput
          id="reason"
          label="Reason (optional)"
          name="reason"
          maxLength={500}
          autoComplete="off"
          defaultValue={values.reason}
          error={fields.reason}
        />
        <fieldset className={classes.products} id="productId">
          <legend>Products</legend>
          {products.map(({ id, name }) => (
            <label key={id}>
              <input type="checkbox" name="productId" value={id} defaultChecked={chosen.includes(id)} />{" "}
              {name}
            </label>
          ))}
        </fieldset>
        {fields.productId && (
          <Text size="sm" c="red">
            {fields.productId}
          </Text>
        )}
        <Group>
          {outcome?.kind === "confirm" ? (
            <Button type="submit" name="confirmed" value="1" color="red" loading={isSending}>
              Block it all the same
            </Button>
          ) : (
            <Button type="submit" loading={isSending}>
              Block this time
            </Button>
          )}
          <Button component={Link} to={closePath} variant="default" preventScrollReset>
            Cancel
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
