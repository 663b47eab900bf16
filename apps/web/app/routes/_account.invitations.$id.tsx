import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { type AuthAnswer, callAuth } from "~/accounts/call-auth.server.ts";
import { findInvitation, type Invitation } from "~/accounts/invitations.server.ts";
import { findSession, signInPath } from "~/accounts/session.server.ts";

export const meta: MetaFunction = () => [{ title: "Invitation · Availability" }];

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const invitation = await findInvitation(context, params.id ?? "");
  if (!invitation) {
    throw new Response("There is no such invitation. Ask whoever sent it for a new link.", { status: 404 });
  }
  const session = await findSession(request, context);
  return { invitation, signedInAs: session?.user.email ?? null };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const invitationId = params.id ?? "";
  if (!(await findSession(request, context))) throw redirect(signInPath(request));
  const answer = await callAuth(context, request, {
    path: "/organization/accept-invitation",
    body: { invitationId },
  });
  if (!answer.ok) return data({ problem: refusalText(answer) }, { status: answer.status });
  return redirect("/", { headers: answer.cookies });
}

function refusalText({ code, message }: Extract<AuthAnswer, { ok: false }>): string {
  if (code.includes("NOT_THE_RECIPIENT"))
    return "This invitation is for another address. Sign in with that one.";
  if (code.includes("INVITATION_NOT_FOUND")) return "This invitation was used, cancelled or has expired.";
  return message || "The invitation could not be accepted.";
}

export default function InvitationPage() {
  const { invitation, signedInAs } = useLoaderData<typeof loader>();
  const problem = useActionData<typeof action>()?.problem;
  return (
    <Stack gap="md">
      <Title order={1} size="h2">
        Join {invitation.organizationName}
      </Title>
      <Text>
        {invitation.invitedBy} invites {invitation.email} as {invitation.role}.
      </Text>
      {problem && (
        <Alert color="red" variant="light" role="alert">
          {problem}
        </Alert>
      )}
      <Answer invitation={invitation} signedInAs={signedInAs} />
    </Stack>
  );
}

function Answer({ invitation, signedInAs }: { invitation: Invitation; signedInAs: string | null }) {
  if (invitation.state !== "open") {
    return (
      <Alert color="slate" variant="light">
        This invitation {invitation.state === "used" ? "was used or cancelled" : "has expired"}. Ask{" "}
        {invitation.invitedBy} for a new one.
      </Alert>
    );
  }
  if (signedInAs === null) {
    return (
      <Group>
        <Button component={Link} to={`/sign-up?invitation=${invitation.id}`}>
          Create an account
        </Button>
        <Button component={Link} to={`/sign-in?next=/invitations/${invitation.id}`} variant="default">
          Sign in
        </Button>
      </Group>
    );
  }
  if (signedInAs.toLowerCase() !== invitation.email.toLowerCase()) {
    return (
      <Stack gap="sm">
        <Text>
          You are signed in as {signedInAs}. Sign out, then open this link again as {invitation.email}.
        </Text>
        <Form method="post" action="/sign-out">
          <Button type="submit" variant="default">
            Sign out
          </Button>
        </Form>
      </Stack>
    );
  }
  return (
    <Form method="post">
      <Button type="submit">Accept the invitation</Button>
    </Form>
  );
}
