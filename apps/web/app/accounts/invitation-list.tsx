import { Button, Stack, Text, Title } from "@mantine/core";
import { Form } from "@remix-run/react";
import { CopyField } from "../forms/copy-field.tsx";

type Invitation = { id: string; email: string; role: string; expiresAt: string; link: string };

/** Invitations nobody has accepted yet. */
export function InvitationList({ invitations, timeZone }: { invitations: Invitation[]; timeZone: string }) {
  if (invitations.length === 0) return null;
  const format = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone });
  return (
    <Stack gap="md" component="section" aria-labelledby="invitations">
      <Title order={2} size="h4" id="invitations">
        Open invitations
      </Title>
      {invitations.map(({ id, email, role, expiresAt, link }) => (
        <Stack key={id} gap="xs">
          <Text>
            <strong>{email}</strong> as {role}, until {format.format(new Date(expiresAt))} ({timeZone})
          </Text>
          <CopyField text={link} label={`Link for ${email}`} />
          <Form method="post">
            <input type="hidden" name="invitationId" value={id} />
            <Button
              type="submit"
              name="intent"
              value="cancel-invitation"
              variant="default"
              size="xs"
              aria-label={`Cancel invitation of ${email}`}
            >
              Cancel invitation
            </Button>
          </Form>
        </Stack>
      ))}
    </Stack>
  );
}
