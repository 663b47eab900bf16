import { isDomainError } from "@availability/domain/errors";
import { initTRPC, TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import type { Ctx } from "./ctx.ts";
import { errorTable } from "./errors.ts";
import { fieldErrors } from "./field-errors.ts";

const t = initTRPC.context<Ctx>().create({
  // A stream ends now and then and is asked for anew, so that whoever signed out loses theirs.
  sse: { ping: { enabled: true, intervalMs: 15_000 }, maxDurationMs: 5 * 60_000 },
  errorFormatter: ({ shape, error }) => ({ ...shape, data: { ...shape.data, ...publicCause(error) } }),
});

/** What a client may know of the cause: our code, its details, the faulty fields. */
function publicCause(error: TRPCError): {
  refusal: string | null;
  details: Readonly<Record<string, unknown>>;
} {
  if (isDomainError(error.cause)) return { refusal: error.cause.code, details: error.cause.details };
  if (error.cause instanceof ZodError)
    return { refusal: "invalid", details: { errors: fieldErrors(error.cause) } };
  return { refusal: null, details: {} };
}

// `next()` never throws; it resolves to `{ ok: false, error }`, so the cause is inspected there.
const domainErrors = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok || !isDomainError(result.error.cause)) return result;
  const { cause } = result.error;
  throw new TRPCError({ code: errorTable[cause.code].trpc, message: cause.message, cause });
});

export const router = t.router;
export const procedure = t.procedure.use(domainErrors);
export const createCallerFactory = t.createCallerFactory;
