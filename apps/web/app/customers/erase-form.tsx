import { Button, Text, TextInput } from "@mantine/core";
import { Form, useNavigation } from "@remix-run/react";
import { FormProblem } from "~/forms/form-problem.tsx";
import type { CustomerOutcome } from "./customer-actions.server.ts";
import classes from "./customers.module.css";

/** Erases a person's data, once the address was typed; or says who may. */
export function EraseForm({
  email,
  mayErase,
  refusal,
  outcome,
}: {
  email: string;
  mayErase: boolean;
  refusal: string;
  outcome: CustomerOutcome | undefined;
}) {
  const isSending = useNavigation().formData?.get("intent") === "erase";
  const refused = outcome?.kind === "refused" && outcome.section === "erase" ? outcome.refused : undefined;
  return (
    <details open={refused !== undefined}>
      <summary>Erase the personal data…</summary>
      {mayErase ? (
        <Form method="post" className={classes.form} preventScrollReset>
          <FormProblem refused={refused} />
          <Text size="sm">
            Name, addresses, notes and reasons go for good. Times, statuses and amounts of past bookings stay,
            without the person. Bookings still to come have to be cancelled first.
          </Text>
          <TextInput
            label={`Type ${email} to confirm`}
            name="confirmation"
            required
            autoComplete="off"
            defaultValue={refused?.values.confirmation}
            error={refused?.fields.confirmation}
          />
          <div>
            <Button type="submit" name="intent" value="erase" color="red" loading={isSending}>
              Erase for good
            </Button>
          </div>
        </Form>
      ) : (
        <Text size="sm" pb="md">
          {refusal}
        </Text>
      )}
    </details>
  );
}
