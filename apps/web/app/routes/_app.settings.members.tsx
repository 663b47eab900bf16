import { Alert, Stack, Text, Title } from "@mantine/core";
import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { InvitationList } from "~/accounts/invitation-list.tsx";
import { InviteForm } from "~/accounts/invite-form.tsx";
import { runMemberAction } from "~/accounts/member-actions.server.ts";
import { MemberTable } from "~/accounts/member-table.tsx";
import { assignableRoles, may, refusalText } from "~/accounts/role-labels.ts";
import { requireSession } from "~/accounts/session.server.ts";
import { useAnswer } from "~/forms/use-answer.ts";

export const meta: MetaFunction = () => [{ title: "Members · Availability" }];

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { organization, role, user } = await requireSession(request, context);
  const { members, config } = context.app;
  const canManage = may(role, "manage_organization");
  const invitations = canManage ? await members.listInvitations(organization.id) : [];
  return {
    members: await members.list(organization.id),
    invitations: invitations.map(({ id, expiresAt, ...rest }) => ({
      ...rest,
      id,
      expiresAt: expiresAt.toISOString(),
      link: `${config.appUrl}/invitations/${id}`,
    })),
    organization,
    userId: user.id,
    roles: assignableRoles(role),
    readOnlyReason: canManage
      ? null
      : refusalText(role, "manage_organization", "invite, change or remove members"),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const session = await requireSession(request, context);
  const formData = await request.formData();
  if (!may(session.role, "manage_organization")) {
    throw data(refusalText(session.role, "manage_organization", "change members"), { status: 403 });
  }
  const result = await runMemberAction({ context, request, session, formData });
  if (result.kind === "refused") return data(result, { status: result.status });
  // Redirects drop the form from the history, so that reloading does not repeat it; an invitation shows its link first.
  return result.kind === "done" ? redirect("/settings/members") : result;
}

export default function MembersPage() {
  const { members, invitations, organization, userId, roles, readOnlyReason } =
    useLoaderData<typeof loader>();
  const result = useAnswer<typeof action>();
  const refused = result?.kind === "refused" ? result.refused : undefined;
  const isInvite = refused?.values.intent === "invite";
  return (
    <Stack gap="xl" maw={760}>
      <div>
        <Title order={1} size="h2">
          Members
        </Title>
        <Text c="dimmed">
          People of {organization.name}. Times there are in {organization.timeZone} unless a product says
          otherwise.
        </Text>
      </div>
      {readOnlyReason && (
        <Alert color="slate" variant="light">
          {readOnlyReason}
        </Alert>
      )}
      {refused && !isInvite && (
        <Alert color="red" variant="light" role="alert">
          {refused.form}
        </Alert>
      )}
      <MemberTable members={members} userId={userId} roles={roles} isReadOnly={readOnlyReason !== null} />
      {!readOnlyReason && (
        <>
          <InviteForm
            roles={roles}
            refused={isInvite ? refused : undefined}
            invited={result?.kind === "invited" ? result : undefined}
          />
          <InvitationList invitations={invitations} timeZone={organization.timeZone} />
        </>
      )}
    </Stack>
  );
}
