import {
  Alert,
  Anchor,
  Button,
  Checkbox,
  NativeSelect,
  Stack,
  Text,
  Textarea,
  TextInput,
  Title,
} from "@mantine/core";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { Form, Link, useLoaderData, useNavigation } from "@remix-run/react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { ErrorSummary } from "~/forms/error-summary.tsx";
import { useAnswer } from "~/forms/use-answer.ts";
import { bulkAdd } from "~/products/bulk-add.server.ts";
import { loadLocations } from "~/products/load-locations.server.ts";
import classes from "~/products/products.module.css";
import { typeOptions } from "~/products/words.ts";
import { requireCaller } from "~/trpc/caller.server.ts";

export const meta: MetaFunction = () => [{ title: "Add several products · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  if (!may(session.role, "manage_products")) {
    throw data(refusalText(session.role, "manage_products", "create products"), { status: 403 });
  }
  return { locations: (await loadLocations(trpc)).filter(({ isArchived }) => !isArchived) };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const outcome = await bulkAdd(trpc, await request.formData());
  return data(outcome, { status: outcome.refused ? 400 : 200 });
}

const labels = {
  names: "Names",
  capacity: "Places",
  durationsMinutes: "Durations (minutes)",
  slotStepMinutes: "A start every (minutes)",
};

export default function BulkPage() {
  const { locations } = useLoaderData<typeof loader>();
  const outcome = useAnswer<typeof action>();
  const isSending = useNavigation().state === "submitting";
  const { values = {}, fields = {} } = outcome?.refused ?? {};
  return (
    <Stack gap="md" maw={560}>
      <div>
        <Anchor component={Link} to="/products" size="sm">
          All products
        </Anchor>
        <Title order={1} size="h2">
          Add several products
        </Title>
      </div>
      {outcome && outcome.created.length > 0 && (
        <Alert color="green" variant="light" role="status" title={`${outcome.created.length} created`}>
          {outcome.created.map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <Link to={`/products/${id}`}>{name}</Link>
            </span>
          ))}
        </Alert>
      )}
      <Form method="post" key={outcome ? outcome.created.map(({ id }) => id).join() : "new"}>
        <Stack gap="sm">
          <ErrorSummary refused={outcome?.refused} labels={labels} />
          {outcome?.failed.map(({ name, why }) => (
            <Text key={name} size="sm">
              {name}: {why}
            </Text>
          ))}
          <Textarea
            id="names"
            label={labels.names}
            description="One a line, up to 100. The same name twice counts once."
            name="names"
            rows={8}
            required
            defaultValue={values.names ?? ""}
            error={fields.names}
          />
          <NativeSelect label="Type" name="type" data={typeOptions} defaultValue={values.type ?? "room"} />
          {locations.length > 0 && (
            <NativeSelect
              label="Location"
              name="locationId"
              defaultValue={values.locationId ?? ""}
              data={[
                { value: "", label: "None" },
                ...locations.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
          )}
          <div className={classes.pair}>
            {(["capacity", "durationsMinutes", "slotStepMinutes"] as const).map((name) => (
              <TextInput
                key={name}
                id={name}
                label={labels[name]}
                name={name}
                inputMode="numeric"
                defaultValue={
                  values[name] ?? { capacity: "1", durationsMinutes: "60", slotStepMinutes: "30" }[name]
                }
                error={fields[name]}
              />
            ))}
          </div>
          <Checkbox
            label="Each booking waits for approval"
            name="requiresApproval"
            defaultChecked={values.requiresApproval !== undefined}
          />
          <Text size="sm" c="dimmed">
            They are open when their location, or else the organisation, is. Everything can be changed later,
            one by one.
          </Text>
          <div>
            <Button type="submit" loading={isSending}>
              Create them
            </Button>
          </div>
        </Stack>
      </Form>
    </Stack>
  );
}
