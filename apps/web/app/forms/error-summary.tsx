import { Alert } from "@mantine/core";
import type { RefusedForm } from "./parse-form.ts";

type ErrorSummaryProps = { refused: RefusedForm | undefined; labels: Record<string, string> };

/** Says above the fields what was refused, each fault a link to its field (whose id is its name). */
export function ErrorSummary({ refused, labels }: ErrorSummaryProps) {
  if (!refused) return null;
  const faults = Object.entries(refused.fields);
  return (
    <Alert color="red" variant="light" role="alert" title={refused.form ?? "Nothing was saved yet"}>
      {faults.length > 0 && (
        <ul style={{ margin: 0, paddingInlineStart: "1.2em" }}>
          {faults.map(([name, detail]) => (
            <li key={name}>
              <a href={`#${name}`}>{labels[name] ?? name}</a>: {detail}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
