import type { FieldError } from "@availability/domain/errors";
import type * as z from "zod";

/** The faults that a schema finds, with pointers. */
export function faultsOf(error: z.ZodError): FieldError[] {
  return error.issues.map(({ path, message }) => ({ pointer: `/${path.join("/")}`, detail: message }));
}
