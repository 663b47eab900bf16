import type { FieldError } from "@availability/domain/errors";
import { fieldErrors } from "@availability/ontology";
import { ZodError } from "zod";

/** The faults of a zod refusal; a name that the input does not know gets a pointer of its own. */
export function fieldFaults(error: ZodError): FieldError[] {
  return error.issues.flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") return fieldErrors(new ZodError([issue]));
    return issue.keys.flatMap((key) => {
      const message = `"${key}" is not known here; correct the name or leave it out`;
      return fieldErrors(new ZodError([{ ...issue, path: [...issue.path, key], message }]));
    });
  });
}
