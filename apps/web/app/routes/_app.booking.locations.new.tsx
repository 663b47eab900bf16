import { Anchor, Stack, Title } from "@mantine/core";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { requireSession } from "~/accounts/session.server.ts";
import { timeZones } from "~/accounts/time-zone-field.tsx";
import { useAnswer } from "~/forms/use-answer.ts";
import { runLocationAction } from "~/locations/location-actions.server.ts";
import { LocationForm } from "~/locations/location-form.tsx";
import { requireCaller } from "~/trpc/caller.server.ts";

export const meta: MetaFunction = () => [{ title: "New location · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { role, organization } = await requireSession(request, context);
  if (!may(role, "manage_products")) {
    throw data(refusalText(role, "manage_products", "create locations"), { status: 403 });
  }
  return { timeZone: organization.timeZone, zones: timeZones() };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const outcome = await runLocationAction(trpc, { locationId: null, formData: await request.formData() });
  if (outcome.kind === "created") return redirect(`/booking/locations/${outcome.id}`);
  return data(outcome, { status: outcome.kind === "refused" ? outcome.status : 200 });
}

export default function NewLocationPage() {
  const { timeZone, zones } = useLoaderData<typeof loader>();
  const outcome = useAnswer<typeof action>();
  return (
    <Stack gap="md" maw={560}>
      <div>
        <Anchor component={Link} to="/booking/locations" size="sm">
          All locations
        </Anchor>
        <Title order={2} size="h3">
          New location
        </Title>
      </div>
      <LocationForm location={null} stored={{ timeZone }} zones={zones} outcome={outcome} />
    </Stack>
  );
}
