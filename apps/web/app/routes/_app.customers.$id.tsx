import { Alert, Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { runCustomerAction } from "~/customers/customer-actions.server.ts";
import classes from "~/customers/customers.module.css";
import { EditForm } from "~/customers/edit-form.tsx";
import { EraseForm } from "~/customers/erase-form.tsx";
import { Figures, History } from "~/customers/history.tsx";
import { loadCustomer } from "~/customers/load-customer.server.ts";
import { MergeForm } from "~/customers/merge-form.tsx";
import { useAnswer } from "~/forms/use-answer.ts";
import { requireCaller } from "~/trpc/caller.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
  { title: shown ? `${shown.customer.name} · Customers` : "Customer" },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  return loadCustomer(trpc, { session, request, customerId: params.id });
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const formData = await request.formData();
  const outcome = await runCustomerAction(trpc, { customerId: params.id ?? "", formData });
  if (outcome.kind === "gone") return redirect(`/customers/${outcome.keepId}?merged`);
  return data(outcome, { status: outcome.kind === "refused" ? outcome.status : 200 });
}

export default function CustomerPage() {
  const shown = useLoaderData<typeof loader>();
  const outcome = useAnswer<typeof action>();
  const { customer, timeZone, cursor } = shown;
  const { bookings } = customer;
  const isErased = customer.erasedAt !== null;
  const [search] = useSearchParams();
  return (
    <Stack gap="lg" maw={860}>
      <div>
        <Anchor component={Link} to="/customers" size="sm">
          All customers
        </Anchor>
        <Title order={1} size="h2">
          {isErased ? "Erased customer" : customer.name}
        </Title>
        {!isErased && (
          <Text>
            <a href={`mailto:${customer.email}`}>{customer.email}</a>
            {customer.phone ? ` · ${customer.phone}` : ""}
            {customer.timeZone ? ` · ${customer.timeZone}` : ""}
          </Text>
        )}
      </div>
      {search.has("merged") && !outcome && (
        <Alert color="green" variant="light" role="status">
          The two are one customer now; the bookings of both are below.
        </Alert>
      )}
      {outcome?.kind === "saved" && (
        <Alert color="green" variant="light" role="status">
          {outcome.text}
        </Alert>
      )}
      <Figures figures={customer.figures} />
      <section aria-labelledby="history">
        <Group justify="space-between" mb="xs">
          <Title order={2} size="h4" id="history">
            Bookings
          </Title>
          <Text size="sm" c="dimmed">
            Times in {timeZone}
          </Text>
        </Group>
        <History bookings={bookings} timeZone={timeZone} />
        <Group gap="xs" mt="sm">
          {cursor && (
            <Button component={Link} to="?" variant="default">
              Latest
            </Button>
          )}
          {bookings.nextCursor && (
            <Button
              component={Link}
              to={`?cursor=${encodeURIComponent(bookings.nextCursor)}`}
              variant="default"
            >
              Earlier
            </Button>
          )}
        </Group>
      </section>
      {!isErased && <Changes shown={shown} outcome={outcome} />}
    </Stack>
  );
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>;
type Outcome = ReturnType<typeof useAnswer<typeof action>>;

function Changes({ shown, outcome }: { shown: Shown; outcome: Outcome }) {
  const { customer, found, chosen, mayChange, changeRefusal, mayErase, eraseRefusal } = shown;
  return (
    <section aria-labelledby="data" className={classes.sections}>
      <Title order={2} size="h4" id="data" mb="xs">
        Data
      </Title>
      <div>
        <Button component="a" href={`/customers/${customer.id}/export.json`} variant="default" download>
          Download all data (JSON)
        </Button>
      </div>
      {mayChange ? (
        <>
          <EditForm
            key={`${customer.name} ${customer.email} ${customer.phone}`}
            customer={customer}
            outcome={outcome}
          />
          <MergeForm customer={customer} found={found} chosen={chosen} outcome={outcome} />
        </>
      ) : (
        <Text size="sm">{changeRefusal}</Text>
      )}
      <EraseForm email={customer.email} mayErase={mayErase} refusal={eraseRefusal} outcome={outcome} />
    </section>
  );
}
