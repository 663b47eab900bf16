import { Button, Group, TextInput } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";

/** A text to hand on: selectable without JavaScript, one press with it. */
export function CopyField({ text, label }: { text: string; label: string }) {
  const clipboard = useClipboard({ timeout: 2_000 });
  return (
    <Group gap="xs" align="end" wrap="nowrap">
      <TextInput
        label={label}
        value={text}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        flex={1}
      />
      <Button type="button" variant="default" onClick={() => clipboard.copy(text)}>
        {clipboard.copied ? "Copied" : "Copy"}
      </Button>
    </Group>
  );
}
