import type { DomainErrorCode } from "@availability/domain/errors";
import type { TRPCError } from "@trpc/server";

/** The whole taxonomy: what each refusal is called at the tRPC door and at the HTTP door. */
export const errorTable = {
  invalid: { trpc: "BAD_REQUEST", http: 400, title: "The input is not valid" },
  unauthenticated: { trpc: "UNAUTHORIZED", http: 401, title: "Sign in first" },
  forbidden: { trpc: "FORBIDDEN", http: 403, title: "Not permitted" },
  not_found: { trpc: "NOT_FOUND", http: 404, title: "Not found" },
  slot_taken: { trpc: "CONFLICT", http: 409, title: "That time is no longer free" },
  stale: { trpc: "CONFLICT", http: 409, title: "It changed in the meantime" },
  illegal_transition: { trpc: "CONFLICT", http: 409, title: "Not possible in this state" },
  in_use: { trpc: "CONFLICT", http: 409, title: "Something relies on it" },
  outside_rules: { trpc: "UNPROCESSABLE_CONTENT", http: 422, title: "Outside the booking rules" },
  rate_limited: { trpc: "TOO_MANY_REQUESTS", http: 429, title: "Too many requests" },
  provider_unavailable: {
    trpc: "SERVICE_UNAVAILABLE",
    http: 503,
    title: "The calendar provider does not answer",
  },
} as const satisfies Record<DomainErrorCode, { trpc: TRPCError["code"]; http: number; title: string }>;
