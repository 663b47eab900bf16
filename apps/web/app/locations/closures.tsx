import type { ListedException } from "@availability/ontology/availability";
import { Alert, Button, Text, TextInput } from "@mantine/core";
import { Form } from "@remix-run/react";
import classes from "~/products/products.module.css";
import { formatDay } from "~/time/format.ts";
import type { LocationOutcome } from "./location-actions.server.ts";

type ClosuresProps = {
  closures: ListedException[];
  outcome: LocationOutcome | undefined;
  mayManage: boolean;
};

/** The days on which a location, with everything in it, is closed or has other hours. */
export function Closures({ closures, outcome, mayManage }: ClosuresProps) {
  const refusal = outcome?.kind === "refused" && outcome.section === "close" ? outcome.refused : null;
  const { values = {}, fields = {} } = refusal ?? {};
  return (
    <fieldset className={classes.part}>
      <legend>Closures</legend>
      <Text size="sm" c="dimmed">
        They hold for all products of this location, from today on.
      </Text>
      {closures.length === 0 ? (
        <Text size="sm">No day is closed.</Text>
      ) : (
        <ul className={classes.list}>
          {closures.map(({ id, date, hours, reason }) => (
            <li key={id} className={classes.row}>
              <div className={classes.main}>
                {dayText(date)}
                <div className={classes.quiet}>
                  {hours.length === 0
                    ? "Closed"
                    : `Open ${hours.map(({ start, end }) => `${start}–${end}`).join(", ")}`}
                  {reason ? ` · ${reason}` : ""}
                </div>
              </div>
              {mayManage && (
                <Form method="post" preventScrollReset>
                  <input type="hidden" name="exceptionId" value={id} />
                  <Button
                    type="submit"
                    name="intent"
                    value="reopen"
                    variant="default"
                    size="xs"
                    aria-label={`Remove ${dayText(date)}`}
                  >
                    Remove
                  </Button>
                </Form>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayManage && (
        <Form method="post" preventScrollReset>
          {refusal?.form && (
            <Alert color="red" variant="light" role="alert">
              {refusal.form}
            </Alert>
          )}
          <div className={classes.pair}>
            <TextInput
              label="Closed from"
              name="first"
              type="date"
              required
              defaultValue={values.first}
              error={fields.first}
            />
            <TextInput
              label="To, included (optional)"
              name="last"
              type="date"
              defaultValue={values.last}
              error={fields.last}
            />
            <TextInput
              label="Reason (optional)"
              name="reason"
              maxLength={500}
              defaultValue={values.reason}
              error={fields.reason}
            />
          </div>
          <Button type="submit" name="intent" value="close" variant="default" mt="sm">
            Add closure
          </Button>
        </Form>
      )}
    </fieldset>
  );
}

function dayText(date: string): string {
  return formatDay(Date.parse(`${date}T12:00:00Z`), "UTC");
}
