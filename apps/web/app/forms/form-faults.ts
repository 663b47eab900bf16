import type { FieldError } from "@availability/domain/errors";
import type * as z from "zod";
import { type RefusedForm, refuse } from "./parse-form.ts";

/** A refused form from the faults of a schema: each beside the field that its path begins with. */
export function refuseIssues(formData: FormData, error: z.ZodError): RefusedForm {
  const faults = error.issues.map(({ path, message }) => ({
    pointer: `/${path.join("/")}`,
    detail: message,
  }));
  return refuseFaults(formData, faults, null);
}

/** A refused form from faults with pointers; without any, `message` concerns the form as a whole. */
export function refuseFaults(
  formData: FormData,
  faults: readonly FieldError[],
  message: string | null,
): RefusedForm {
  const fields: Record<string, string> = {};
  for (const { pointer, detail } of faults) fields[pointer.split("/")[1] ?? ""] ??= detail;
  return { ...refuse(formData), fields, form: faults.length > 0 ? null : message };
}

/** The faults inside the details of a refusal; none when it names no field. */
export function faultsIn(details: Readonly<Record<string, unknown>>): FieldError[] {
  const { errors } = details;
  return Array.isArray(errors) ? errors.filter(isFault) : [];
}

function isFault(value: unknown): value is FieldError {
  return typeof value === "object" && value !== null && "pointer" in value && "detail" in value;
}
