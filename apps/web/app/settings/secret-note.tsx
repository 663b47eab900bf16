import { Alert, Text } from "@mantine/core";
import { CopyField } from "~/forms/copy-field.tsx";

type SecretNoteProps = { title: string; secret: string; children?: React.ReactNode };

/** Shows a signing secret, the only time that it is shown. */
export function SecretNote({ title, secret, children }: SecretNoteProps) {
  return (
    <Alert color="green" variant="light" role="status" title={title}>
      <Text size="sm" mb="xs">
        The receiver checks signatures with this secret (Standard Webhooks). Copy it now; it is not shown
        again. {children}
      </Text>
      <CopyField text={secret} label="Signing secret" />
    </Alert>
  );
}
