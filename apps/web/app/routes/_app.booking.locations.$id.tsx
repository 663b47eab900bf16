import { localDateOf } from "@availability/domain/time";
import { Alert, Anchor, Button, Group, Stack, Text, Title } from "@mantine/core";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { timeZones } from "~/accounts/time-zone-field.tsx";
import { isId } from "~/bookings/id.ts";
import { useAnswer } from "~/forms/use-answer.ts";
import { Closures } from "~/locations/closures.tsx";
import { runLocationAction } from "~/locations/location-actions.server.ts";
import { LocationForm } from "~/locations/location-form.tsx";
import { AffectedList } from "~/products/affected-list.tsx";
import classes from "~/products/products.module.css";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data: shown }) => [
  { title: shown ? `${shown.location.name} · Locations` : "Location" },
];

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const { id: locationId } = params;
  if (!isId(locationId)) throw data("No location of your organisation has this id", { status: 404 });
  const location = await orRefusalPage(trpc.location.get({ locationId }));
  const from = localDateOf(context.app.environment.now(), location.timeZone);
  const owner = { kind: "location" as const, id: locationId };
  const closures = await trpc.availability.exceptions({ owner, from, limit: 200 });
  return {
    location,
    closures: closures.data,
    zones: timeZones(),
    mayManage: may(session.role, "manage_products"),
    mayClose: may(session.role, "manage_availability"),
    refusal: refusalText(session.role, "manage_products", "change locations"),
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  if (!isId(params.id)) throw data("No location of your organisation has this id", { status: 404 });
  const outcome = await runLocationAction(trpc, {
    locationId: params.id,
    formData: await request.formData(),
  });
  if (outcome.kind === "deleted") return redirect("/booking/locations");
  return data(outcome, { status: outcome.kind === "refused" ? outcome.status : 200 });
}

export default function LocationPage() {
  const { location, closures, zones, mayManage, mayClose, refusal } = useLoaderData<typeof loader>();
  const outcome = useAnswer<typeof action>();
  const { id, kind, name, timeZone, address, joinUrl, version, status } = location;
  const stored = { kind, name, timeZone, address: address ?? "", joinUrl: joinUrl ?? "" };
  const isStatus = outcome?.kind === "refused" && outcome.section !== "save" && outcome.section !== "close";
  return (
    <Stack gap="md" maw={720}>
      <div>
        <Anchor component={Link} to="/booking/locations" size="sm">
          All locations
        </Anchor>
        <Title order={2} size="h3">
          {name}
        </Title>
        {status === "archived" && <Text>Archived: products can no longer be put there.</Text>}
        <Group gap="md">
          <Link to={`/booking/availability?location=${id}`}>Edit hours</Link>
          <Link to={`/products?location=${id}`}>Products there</Link>
        </Group>
      </div>
      {outcome?.kind === "saved" && (
        <>
          <Alert color="green" variant="light" role="status">
            {outcome.text}
          </Alert>
          <AffectedList
            affected={outcome.affected}
            timeZone={timeZone}
            effect="lie on days that are now closed"
          />
        </>
      )}
      {!mayManage && <Text size="sm">{refusal}</Text>}
      <fieldset className={classes.part}>
        <legend>What it is</legend>
        <LocationForm key={id} {...{ location, stored, zones, outcome }} isReadOnly={!mayManage} />
      </fieldset>
      <Closures key={closures.length} {...{ closures, outcome }} mayManage={mayClose} />
      {mayManage && (
        <Form method="post" preventScrollReset>
          <fieldset className={classes.part}>
            <legend>{status === "archived" ? "Use it again" : "Take it out of use"}</legend>
            {isStatus && (
              <Alert color="red" variant="light" role="alert">
                {outcome.refused.form ?? Object.values(outcome.refused.fields).join(" ")}
              </Alert>
            )}
            <Text size="sm">
              Archiving needs a location without active products; deleting, one without any. Its hours and
              closures go with it.
            </Text>
            <input type="hidden" name="version" value={version} />
            <Group gap="xs">
              <Button
                type="submit"
                name="intent"
                value={status === "archived" ? "restore" : "archive"}
                variant="default"
              >
                {status === "archived" ? "Restore" : "Archive"}
              </Button>
              <Button type="submit" name="intent" value="delete" variant="subtle" color="red">
                Delete for good
              </Button>
            </Group>
          </fieldset>
        </Form>
      )}
    </Stack>
  );
}
