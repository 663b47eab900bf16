import type { Role } from "@availability/domain/organization";
import { Alert, Button, NativeSelect, Stack, Text, TextInput, Title } from "@mantine/core";
import { Form, useNavigation } from "@remix-run/react";
import { CopyField } from "../forms/copy-field.tsx";
import { FormProblem } from "../forms/form-problem.tsx";
import type { RefusedForm } from "../forms/parse-form.ts";

type InviteFormProps = {
  roles: { value: Role; label: string }[];
  refused: RefusedForm | undefined;
  invited: { email: string; link: string } | undefined;
};

/** Invites by address and role. No mail server is configured, so the inviter hands the link on. */
export function InviteForm({ roles, refused, invited }: InviteFormProps) {
  const isSubmitting = useNavigation().formData?.get("intent") === "invite";
  return (
    <Stack gap="md" component="section" aria-labelledby="invite">
      <Title order={2} size="h4" id="invite">
        Invite somebody
      </Title>
      {invited && (
        <Alert color="green" variant="light" role="status" title={`${invited.email} is invited`}>
          <Text size="sm" mb="xs">
            Send them this link; it serves for seven days and for this address alone.
          </Text>
          <CopyField text={invited.link} label="Invitation link" />
        </Alert>
      )}
      <FormProblem refused={refused} />
      <Form method="post" noValidate key={invited?.link}>
        <Stack gap="sm">
          <TextInput
            name="email"
            type="email"
            label="E-mail"
            required
            withAsterisk={false}
            defaultValue={refused?.values.email}
            error={refused?.fields.email}
          />
          <NativeSelect
            name="role"
            label="Role"
            data={roles}
            defaultValue={refused?.values.role ?? "staff"}
            error={refused?.fields.role}
          />
          <Button
            type="submit"
            name="intent"
            value="invite"
            loading={isSubmitting}
            style={{ alignSelf: "start" }}
          >
            Create invitation
          </Button>
        </Stack>
      </Form>
    </Stack>
  );
}
