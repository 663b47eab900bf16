import { DomainError, type FieldError, isDomainError } from "@availability/domain/errors";
import { errorTable } from "@availability/ontology";
import type { Hook } from "@hono/zod-openapi";
import type { ErrorHandler, NotFoundHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { RestContext, RestEnvironment } from "./environment.ts";
import { fieldFaults } from "./field-faults.ts";
import { toText } from "./instant.ts";

/** A problem as RFC 9457 has it; `code` and `errors` are ours. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  errors: FieldError[];
  [extension: string]: unknown;
};

// Refusals of HTTP itself, which no verb knows of.
const httpRefusals = {
  405: { code: "method_not_allowed", title: "This method is not possible here" },
  409: { code: "request_under_way", title: "The same request is still under way" },
  413: { code: "too_large", title: "The request is too large" },
  415: { code: "unsupported_media_type", title: "The body is not JSON" },
  422: { code: "idempotency_key_reused", title: "This key stands for another request" },
} as const;

/** The problem that a refusal is at this door. Instants in its details become RFC 3339, in UTC. */
export function toProblem(error: DomainError, instance: string): Problem {
  const { code, message, details } = error;
  const { http: status, title } = errorTable[code];
  const { alternatives, bookings, conflicts, errors, ...others } = details;
  return {
    ...others,
    ...(Array.isArray(alternatives) ? { alternatives: alternatives.map(slotText) } : {}),
    ...(Array.isArray(bookings) ? { bookings: bookings.map(timesText) } : {}),
    ...(Array.isArray(conflicts) ? { conflicts: conflicts.map(timesText) } : {}),
    errors: Array.isArray(errors) ? errors : [],
    type: `/problems/${code}`,
    title,
    status,
    detail: message,
    instance,
    code,
  };
}

/** Turns whatever a handler threw into its answer; what nobody expected goes to the log and not into the body. */
export const answerProblem: ErrorHandler<RestEnvironment> = (error, context) => {
  const refusal = asRefusal(error);
  if (refusal) {
    const problem = toProblem(refusal, context.env.requestId);
    return answer(context, isPreconditionFailed(refusal, context) ? { ...problem, status: 412 } : problem);
  }
  if (error instanceof HTTPException && error.status === 415) {
    return httpProblem(context, 415, "Send JSON, with the header Content-Type: application/json");
  }
  const { logger, requestId } = context.env;
  logger.error({ err: error, requestId }, "request failed");
  return answer(context, { title: "Something went wrong", status: 500, instance: requestId });
};

/** For `OpenAPIHono`: input that its schema refuses. An id in a path that is no UUID names nothing, hence not_found. */
export const refuseInvalid: Hook<unknown, RestEnvironment, string, undefined> = (result) => {
  if (result.success) return undefined;
  if (result.target === "param")
    throw new DomainError("not_found", "Nothing of your organisation has this id");
  throw invalidInput(fieldFaults(result.error));
};

/** The refusal of input with these faults. */
export function invalidInput(errors: FieldError[]): DomainError {
  const detail = errors.map((fault) => `${fault.pointer || "The input"}: ${fault.detail}`).join("; ");
  return new DomainError("invalid", detail, { errors });
}

export const refuseUnknownPath: NotFoundHandler<RestEnvironment> = (context) => {
  const refusal = new DomainError(
    "not_found",
    "There is nothing at this address; /api/v1/openapi.json lists what is",
  );
  return answer(context, toProblem(refusal, context.env.requestId));
};

export function httpProblem(
  context: RestContext,
  status: keyof typeof httpRefusals,
  detail: string,
): Response {
  const { code, title } = httpRefusals[status];
  const instance = context.env.requestId;
  return answer(context, { type: `/problems/${code}`, title, status, detail, instance, code, errors: [] });
}

function asRefusal(error: unknown): DomainError | null {
  if (isDomainError(error)) return error;
  if (error instanceof HTTPException && error.status === 400) {
    return invalidInput([{ pointer: "", detail: "The body is not well-formed JSON" }]);
  }
  if (isUnstorableText(error))
    return invalidInput([{ pointer: "", detail: "Text may not hold the character NUL" }]);
  return null;
}

/** RFC 9110 section 15.5.13: what If-Match named is not what is stored. `*` names no version. */
function isPreconditionFailed({ code }: DomainError, context: RestContext): boolean {
  const named = context.req.header("If-Match")?.trim();
  return code === "stale" && named !== undefined && named !== "*";
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html: character_not_in_repertoire
function isUnstorableText(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ("code" in cause && cause.code === "22021") return true;
  }
  return false;
}

/** A booking in the way of a change (`total` beside the list counts those beyond it), or an occurrence that cannot be. */
function timesText(one: { start: number; end: number }) {
  return { ...one, start: toText(one.start), end: toText(one.end) };
}

function slotText({ start, end, ...rest }: { start: number; end: number; remaining: number }) {
  return { start: toText(start), end: toText(end), ...rest };
}

function answer(context: RestContext, problem: Partial<Problem> & { status: number }): Response {
  const headers = new Headers({ "Content-Type": "application/problem+json", "Cache-Control": "no-store" });
  const allow = context.res.headers.get("Allow");
  if (allow) headers.set("Allow", allow);
  if (problem.status === 401) headers.set("WWW-Authenticate", challenge(context));
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

/** RFC 6750 section 3: an error is named only to those who sent something. */
function challenge(context: RestContext): string {
  const isGiven = context.req.header("Authorization") !== undefined;
  return `Bearer realm="availability"${isGiven ? ', error="invalid_token"' : ""}`;
}
