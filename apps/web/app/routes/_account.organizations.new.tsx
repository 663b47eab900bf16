import { Button, Stack, Text, TextInput, Title } from "@mantine/core";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { callAuth } from "~/accounts/call-auth.server.ts";
import { createOrganization } from "~/accounts/create-organization.server.ts";
import { NewOrganization } from "~/accounts/inputs.ts";
import { findSession, signInPath } from "~/accounts/session.server.ts";
import { TimeZoneField, timeZones } from "~/accounts/time-zone-field.tsx";
import { FormProblem } from "~/forms/form-problem.tsx";
import { parseForm } from "~/forms/parse-form.ts";

export const meta: MetaFunction = () => [{ title: "New organisation · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const session = await findSession(request, context);
  if (!session) throw redirect(signInPath(request));
  return { zones: timeZones(), isFirst: session.viewer === null };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const session = await findSession(request, context);
  if (!session) throw redirect(signInPath(request));
  const parsed = parseForm(NewOrganization, await request.formData());
  if (!parsed.ok) return data(parsed.refused, { status: 400 });
  const { id } = await createOrganization(context, session.user.id, parsed.value);
  const answer = await callAuth(context, request, {
    path: "/organization/set-active",
    body: { organizationId: id },
  });
  return redirect("/", { headers: answer.ok ? answer.cookies : undefined });
}

export default function NewOrganizationPage() {
  const { zones, isFirst } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const isSubmitting = useNavigation().formAction === "/organizations/new";
  return (
    <Stack gap="md">
      <Title order={1} size="h2">
        New organisation
      </Title>
      {isFirst && (
        <Text>You belong to no organisation yet. Create one, or ask its owner for an invitation.</Text>
      )}
      <FormProblem refused={refused} />
      <Form method="post" noValidate>
        <Stack gap="md">
          <TextInput
            name="organization"
            label="Name"
            autoComplete="organization"
            required
            withAsterisk={false}
            defaultValue={refused?.values.organization}
            error={refused?.fields.organization}
          />
          <TimeZoneField zones={zones} chosen={refused?.values.timeZone} error={refused?.fields.timeZone} />
          <Button type="submit" loading={isSubmitting}>
            Create organisation
          </Button>
        </Stack>
      </Form>
    </Stack>
  );
}
