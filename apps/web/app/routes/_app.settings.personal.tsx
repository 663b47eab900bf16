import { Alert, Stack, Text, Title } from "@mantine/core";
import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireSession } from "~/accounts/session.server.ts";
import { timeZones } from "~/accounts/time-zone-field.tsx";
import { personalCookies, readPersonal } from "~/settings/personal.server.ts";
import { PersonalForm } from "~/settings/personal-form.tsx";

export const meta: MetaFunction = () => [{ title: "Personal settings · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { organization } = await requireSession(request, context);
  return {
    personal: readPersonal(request),
    zones: timeZones(),
    organizationZone: organization.timeZone,
    isSaved: new URL(request.url).searchParams.has("saved"),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  await requireSession(request, context);
  const headers = personalCookies(await request.formData());
  return redirect("/settings/personal?saved", { headers });
}

export default function PersonalPage() {
  const { personal, zones, organizationZone, isSaved } = useLoaderData<typeof loader>();
  return (
    <Stack gap="md" maw={640}>
      <div>
        <Title order={1} size="h2">
          Personal
        </Title>
        <Text c="dimmed">
          How you see the screens. It is kept in this browser and changes nothing for others.
        </Text>
      </div>
      {isSaved && (
        <Alert color="green" variant="light" role="status">
          Saved.
        </Alert>
      )}
      <PersonalForm {...{ personal, zones, organizationZone }} />
    </Stack>
  );
}
