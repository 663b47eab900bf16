import { Radio } from "@mantine/core";

type ChoiceFieldProps = {
  name: string;
  label: string;
  choices: readonly { value: string; label: string; meaning: string }[];
  chosen: string;
  error: string | undefined;
};

/** One of a few, each with what follows from it. */
export function ChoiceField({ name, label, choices, chosen, error }: ChoiceFieldProps) {
  return (
    <Radio.Group id={name} name={name} label={label} defaultValue={chosen} error={error}>
      {choices.map(({ value, label: word, meaning }) => (
        <Radio key={value} value={value} label={word} description={meaning} mt="xs" />
      ))}
    </Radio.Group>
  );
}
