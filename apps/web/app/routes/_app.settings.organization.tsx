import { Alert, Stack, Text, Title } from "@mantine/core";
import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { may, refusalText } from "~/accounts/role-labels.ts";
import { timeZones } from "~/accounts/time-zone-field.tsx";
import { useAnswer } from "~/forms/use-answer.ts";
import { saveOrganization } from "~/settings/organization-action.server.ts";
import { OrganizationForm } from "~/settings/organization-form.tsx";
import { orRefusalPage, requireCaller } from "~/trpc/caller.server.ts";

export const meta: MetaFunction = () => [{ title: "Organisation · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { session, trpc } = await requireCaller(request, context);
  const organization = await orRefusalPage(trpc.organization.get());
  return {
    organization,
    zones: [...new Set([organization.timeZone, ...timeZones()])],
    refusal: may(session.role, "manage_organization")
      ? null
      : refusalText(session.role, "manage_organization", "change these settings"),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { trpc } = await requireCaller(request, context);
  const outcome = await saveOrganization(trpc, await request.formData());
  return data(outcome, { status: outcome.kind === "refused" ? outcome.status : 200 });
}

export default function OrganizationPage() {
  const { organization, zones, refusal } = useLoaderData<typeof loader>();
  const outcome = useAnswer<typeof action>();
  return (
    <Stack gap="md" maw={760}>
      <div>
        <Title order={1} size="h2">
          Organisation
        </Title>
        <Text c="dimmed">What {organization.name} decides for all its products and calendars.</Text>
      </div>
      {refusal && (
        <Alert color="slate" variant="light">
          {refusal}
        </Alert>
      )}
      {outcome?.kind === "saved" && (
        <Alert color="green" variant="light" role="status">
          Saved. It counts from now on; bookings that were made keep their terms.
        </Alert>
      )}
      <OrganizationForm {...{ organization, zones, outcome }} isReadOnly={refusal !== null} />
    </Stack>
  );
}
