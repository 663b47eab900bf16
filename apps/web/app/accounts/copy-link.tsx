import { Button, Group, TextInput } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";

/** A link to hand on: selectable without JavaScript, one press with it. */
export function CopyLink({ link, label }: { link: string; label: string }) {
  const clipboard = useClipboard({ timeout: 2_000 });
  return (
    <Group gap="xs" align="end" wrap="nowrap">
      <TextInput
        label={label}
        value={link}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
        flex={1}
      />
      <Button type="button" variant="default" onClick={() => clipboard.copy(link)}>
        {clipboard.copied ? "Copied" : "Copy"}
      </Button>
    </Group>
  );
}
