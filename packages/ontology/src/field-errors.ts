import type { FieldError } from "@availability/domain/errors";
import type { ZodError } from "zod";

/** The faults of a zod refusal as JSON pointers (RFC 6901) with a sentence each. */
export function fieldErrors(error: ZodError): FieldError[] {
  return error.issues.map((issue) => ({
    pointer: issue.path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
    detail: issue.message,
  }));
}
