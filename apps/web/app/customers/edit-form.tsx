import { Button, TextInput } from "@mantine/core";
import { Form, Link, useNavigation } from "@remix-run/react";
import { FormProblem } from "~/forms/form-problem.tsx";
import type { CustomerOutcome } from "./customer-actions.server.ts";
import classes from "./customers.module.css";

type EditFormProps = {
  customer: { name: string; email: string; phone: string | null; timeZone: string | null };
  outcome: CustomerOutcome | undefined;
};

/** Corrects who a customer is. */
export function EditForm({ customer, outcome }: EditFormProps) {
  const isSending = useNavigation().formData?.get("intent") === "edit";
  const refusal = outcome?.kind === "refused" && outcome.section === "edit" ? outcome : null;
  const { values = {}, fields = {} } = refusal?.refused ?? {};
  return (
    <details open={refusal !== null}>
      <summary>Edit…</summary>
      <Form method="post" className={classes.form} preventScrollReset>
        <FormProblem refused={refusal?.refused} />
        <TextInput
          label="Name"
          name="name"
          required
          defaultValue={values.name ?? customer.name}
          error={fields.name}
        />
        <TextInput
          label="E-mail"
          name="email"
          type="email"
          required
          defaultValue={values.email ?? customer.email}
          error={fields.email}
        />
        {refusal?.otherId && (
          <Link to={`?with=${refusal.otherId}#merge`}>Merge with the customer who has this address</Link>
        )}
        <TextInput
          label="Phone (optional)"
          name="phone"
          type="tel"
          defaultValue={values.phone ?? customer.phone ?? ""}
          error={fields.phone}
        />
        <TextInput
          label="Time zone (optional)"
          name="timeZone"
          description="IANA, such as Europe/Berlin; times for this customer are also shown in it"
          defaultValue={values.timeZone ?? customer.timeZone ?? ""}
          error={fields.timeZone}
        />
        <div>
          <Button type="submit" name="intent" value="edit" loading={isSending}>
            Save
          </Button>
        </div>
      </Form>
    </details>
  );
}
