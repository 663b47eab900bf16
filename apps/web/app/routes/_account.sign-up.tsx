import { Anchor, Button, Divider, PasswordInput, Stack, Text, TextInput, Title } from "@mantine/core";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useNavigation } from "@remix-run/react";
import { findInvitation } from "~/accounts/invitations.server.ts";
import { nextPath } from "~/accounts/next-path.ts";
import { findSession } from "~/accounts/session.server.ts";
import { signUp } from "~/accounts/sign-up.server.ts";
import { TimeZoneField, timeZones } from "~/accounts/time-zone-field.tsx";
import { FormProblem } from "~/forms/form-problem.tsx";

export const meta: MetaFunction = () => [{ title: "Create an account · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { searchParams } = new URL(request.url);
  if (await findSession(request, context)) throw redirect("/");
  const id = searchParams.get("invitation");
  const invitation = id ? await findInvitation(context, id) : null;
  return {
    next: nextPath(searchParams.get("next")),
    zones: timeZones(),
    invitation: invitation?.state === "open" ? invitation : null,
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const formData = await request.formData();
  const result = await signUp(context, request, formData);
  if (!result.ok) return data(result.refused, { status: result.status });
  const invitationId = formData.get("invitation");
  const target = invitationId ? `/invitations/${String(invitationId)}` : formData.get("next");
  return redirect(nextPath(target), { headers: result.cookies });
}

export default function SignUpPage() {
  const { next, zones, invitation } = useLoaderData<typeof loader>();
  const refused = useActionData<typeof action>();
  const isSubmitting = useNavigation().formAction?.startsWith("/sign-up") ?? false;
  const field = (name: string) => ({
    name,
    required: true,
    withAsterisk: false,
    defaultValue: refused?.values[name],
    error: refused?.fields[name],
  });
  return (
    <Stack gap="md">
      <Title order={1} size="h2">
        {invitation ? `Join ${invitation.organizationName}` : "Create an account"}
      </Title>
      <FormProblem refused={refused} />
      <Form method="post" noValidate>
        <input type="hidden" name="next" value={next} />
        {invitation && <input type="hidden" name="invitation" value={invitation.id} />}
        <Stack gap="md">
          <TextInput {...field("name")} label="Your name" autoComplete="name" />
          <TextInput
            {...field("email")}
            type="email"
            label="E-mail"
            autoComplete="username"
            {...(invitation && {
              defaultValue: invitation.email,
              readOnly: true,
              description: "The invitation is for this address.",
            })}
          />
          <PasswordInput
            name="password"
            label="Password"
            description="At least 10 characters"
            autoComplete="new-password"
            required
            withAsterisk={false}
            error={refused?.fields.password}
          />
          {!invitation && (
            <>
              <Divider />
              <TextInput {...field("organization")} label="Organisation" autoComplete="organization" />
              <TimeZoneField
                zones={zones}
                chosen={refused?.values.timeZone}
                error={refused?.fields.timeZone}
              />
            </>
          )}
          <Button type="submit" loading={isSubmitting}>
            Create account
          </Button>
        </Stack>
      </Form>
      <Text size="sm">
        Already have an account?{" "}
        <Anchor
          component={Link}
          underline="always"
          to={invitation ? `/sign-in?next=/invitations/${invitation.id}` : "/sign-in"}
        >
          Sign in
        </Anchor>
      </Text>
    </Stack>
  );
}
