import { Button, Group, Radio, Stack, Text, TextInput } from "@mantine/core";
import { Form, Link, useNavigation } from "@remix-run/react";
import { FormProblem } from "~/forms/form-problem.tsx";
import type { CustomerOutcome } from "./customer-actions.server.ts";
import classes from "./customers.module.css";

type Person = { id: string; name: string; email: string };

type MergeFormProps = {
  customer: Person;
  /** What the search for the other one found; null before a search. */
  found: { query: string; customers: Person[] } | null;
  chosen: Person | null;
  outcome: CustomerOutcome | undefined;
};

/** Makes one of two customers, in two steps: find the other, then say which stays. */
export function MergeForm({ customer, found, chosen, outcome }: MergeFormProps) {
  const refused = outcome?.kind === "refused" && outcome.section === "merge" ? outcome.refused : undefined;
  return (
    <details id="merge" open={found !== null || chosen !== null || refused !== undefined}>
      <summary>Merge with another customer…</summary>
      <div className={classes.form}>
        <FormProblem refused={refused} />
        {chosen ? <Confirm customer={customer} other={chosen} /> : <Search found={found} />}
      </div>
    </details>
  );
}

function Search({ found }: { found: MergeFormProps["found"] }) {
  return (
    <>
      <Form method="get" preventScrollReset>
        <Group align="flex-end" gap="xs">
          <TextInput
            label="The other customer's name or e-mail"
            name="find"
            defaultValue={found?.query ?? ""}
            maxLength={100}
            required
            autoComplete="off"
          />
          <Button type="submit" variant="default">
            Find
          </Button>
        </Group>
      </Form>
      {found?.customers.length === 0 && (
        <Text size="sm" role="status">
          No other customer's name or e-mail begins with “{found.query}”.
        </Text>
      )}
      {found && found.customers.length > 0 && (
        <ul className={classes.list}>
          {found.customers.map(({ id, name, email }) => (
            <li key={id} className={classes.row}>
              <Link to={`?with=${id}`} className={classes.link} preventScrollReset>
                Merge with {name}
              </Link>
              <Text size="sm" c="dimmed" component="span">
                {email}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Confirm({ customer, other }: { customer: Person; other: Person }) {
  const isSending = useNavigation().formData?.get("intent") === "merge";
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="mergeId" value={other.id} />
      <Stack gap="sm">
        <Radio.Group name="keep" label="Who stays?" defaultValue="this">
          <Stack gap={6} mt={6}>
            <Radio value="this" label={`${customer.name}, ${customer.email}`} />
            <Radio value="other" label={`${other.name}, ${other.email}`} />
          </Stack>
        </Radio.Group>
        <Text size="sm">
          Who stays gets the bookings and series of both, and a phone number and time zone where they lack
          one. The other is gone, and that cannot be undone.
        </Text>
        <Group gap="xs">
          <Button type="submit" name="intent" value="merge" color="red" loading={isSending}>
            Merge the two
          </Button>
          <Button component={Link} to="?" variant="default" preventScrollReset>
            Keep both
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
