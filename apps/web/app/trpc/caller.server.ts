import { type DomainErrorCode, isDomainError } from "@availability/domain/errors";
import { createCaller, errorTable, fieldErrors } from "@availability/ontology";
import { type AppLoadContext, data } from "@remix-run/node";
import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { ctxOf, type MemberSession, requireSession } from "../accounts/session.server.ts";

export type Caller = ReturnType<typeof createCaller>;

/** The signed-in member and the procedures, called in the process. Redirects like `requireSession`. */
export async function requireCaller(
  request: Request,
  context: AppLoadContext,
): Promise<{ session: MemberSession; trpc: Caller }> {
  const session = await requireSession(request, context);
  return { session, trpc: createCaller(ctxOf(session, context)) };
}

/** A refusal the person can act on: what the verb said, and its public details. */
export type Refusal = {
  code: DomainErrorCode;
  status: number;
  message: string;
  details: Readonly<Record<string, unknown>>;
};

/** The refusal inside what a procedure or a verb threw; null for anything unexpected, which is to be thrown on. */
export function refusalOf(error: unknown): Refusal | null {
  const cause = error instanceof TRPCError ? error.cause : error;
  if (!isDomainError(cause)) return null;
  const { code, message, details } = cause;
  return { code, status: errorTable[code].http, message, details };
}

/**
 * For loaders: `work`'s result; a refusal becomes the screen of its status (403, 404, …) with the verb's own words, and an
 * address that holds what no procedure takes, such as half an id, one that says so.
 */
export async function orRefusalPage<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const refusal = refusalOf(error);
    if (!refusal && error instanceof TRPCError && error.cause instanceof ZodError) {
      const [fault] = fieldErrors(error.cause);
      throw data(`This address is not understood: ${fault?.pointer.slice(1)}: ${fault?.detail}.`, {
        status: 400,
      });
    }
    if (!refusal) throw error;
    throw data(refusal.message, { status: refusal.status });
  }
}
