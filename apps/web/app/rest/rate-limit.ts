import { DomainError } from "@availability/domain/errors";
import type { RateLimiter, Verdict } from "@availability/ontology/rate-limit";
import type { MiddlewareHandler } from "hono";
import type { RestContext, RestEnvironment } from "./environment.ts";

/**
 * Lets each API key make as many requests as the operator allows, and tells it how many are left, after
 * draft-ietf-httpapi-ratelimit-headers. Throws `rate_limited` beyond that.
 */
export const limitRate: MiddlewareHandler<RestEnvironment> = async (context, next) => {
  const limiter = context.env.limits?.perKey;
  const actor = context.var.ctx?.actor;
  if (!limiter || actor?.kind !== "api_key") return next();
  const verdict = await limiter.consume(actor.apiKeyId);
  tell(context, "key", limiter, verdict);
  if (!verdict.isAllowed) {
    throw tooMany("This API key has made all the requests that it may for now", verdict);
  }
  return next();
};

/** Counts a request without a valid key against its address. Throws `rate_limited` when there were too many. */
export async function limitFailures(context: RestContext): Promise<void> {
  const { limits, address } = context.env;
  if (!limits || !address) return;
  const verdict = await limits.perAddress.consume(networkOf(address));
  if (verdict.isAllowed) return;
  tell(context, "address", limits.perAddress, verdict);
  throw tooMany("Too many requests without a valid API key came from this address", verdict);
}

/** The network that one caller can be expected to have for itself: an IPv4 address, or the first 64 bits of IPv6. */
export function networkOf(address: string): string {
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (mapped) return mapped;
  if (!address.includes(":")) return address;
  const [head = "", tail = ""] = address.toLowerCase().split("%", 1)[0]?.split("::") ?? [];
  const [first, last] = [head, tail].map((part) => (part === "" ? [] : part.split(":")));
  const zeros = Array.from(
    { length: Math.max(0, 8 - (first?.length ?? 0) - (last?.length ?? 0)) },
    () => "0",
  );
  const groups = [...(first ?? []), ...zeros, ...(last ?? [])].slice(0, 4);
  return `${groups.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}

function tell(context: RestContext, name: string, limiter: RateLimiter, verdict: Verdict): void {
  const { remaining, resetSeconds, isAllowed } = verdict;
  context.header("RateLimit-Policy", `"${name}";q=${limiter.limit};w=${limiter.windowSeconds}`);
  context.header("RateLimit", `"${name}";r=${remaining};t=${resetSeconds}`);
  if (!isAllowed) context.header("Retry-After", String(resetSeconds));
}

function tooMany(what: string, { resetSeconds: retryAfterSeconds }: Verdict): DomainError {
  return new DomainError("rate_limited", `${what}; try again in ${retryAfterSeconds} s`, {
    retryAfterSeconds,
  });
}
