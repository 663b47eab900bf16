import { Alert } from "@mantine/core";
import type { RefusedForm } from "./parse-form.ts";

/** Says above the fields that a form was refused, and why when the reason lies in no single field. */
export function FormProblem({ refused }: { refused: RefusedForm | undefined }) {
  if (!refused) return null;
  const count = Object.keys(refused.fields).length;
  return (
    <Alert color="red" variant="light" role="alert">
      {refused.form ?? (count === 1 ? "One field needs a correction." : `${count} fields need a correction.`)}
    </Alert>
  );
}
