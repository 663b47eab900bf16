import { DomainError, ProviderError } from "@availability/domain/errors";
import { NonRetriableError, RetryAfterError } from "inngest";
import { expect, test } from "vitest";
import { withRetryPolicy } from "./retry-policy.ts";

const failing = (error: unknown) =>
  withRetryPolicy(() => Promise.reject(error)).catch((caught: unknown) => caught);

test("what only a person can mend is not tried again", async () => {
  expect(await failing(new ProviderError("auth_revoked", "gone", { code: "invalid_grant" }))).toBeInstanceOf(
    NonRetriableError,
  );
  expect(await failing(new DomainError("not_found", "No such booking"))).toBeInstanceOf(NonRetriableError);
});

test("a provider that asks us to wait is asked again after that long, at most a day", async () => {
  const throttled = (retryAfterMs: number) =>
    failing(new ProviderError("rate_limited", "slow down", { code: "rateLimitExceeded", retryAfterMs }));
  expect(await throttled(90_000)).toMatchObject({ retryAfter: "90" });
  expect(await throttled(7 * 86_400_000)).toMatchObject({ retryAfter: "86400" });
  expect(await throttled(90_000)).toBeInstanceOf(RetryAfterError);
});

test("an outage is tried again with the engine's own backoff", async () => {
  const outage = new ProviderError("unavailable", "503", { code: "backendError" });
  expect(await failing(outage)).toBe(outage);
});

test("[SY27] a failed query leaves no values in job state", async () => {
  const error = Object.assign(new Error("Failed query … params: Carla Diaz"), {
    params: ["Carla Diaz"],
    cause: Object.assign(new Error("duplicate"), { code: "23505" }),
  });
  const kept = await failing(error);
  expect(String(kept)).toBe("Error: A query failed (SQLSTATE 23505)");
  expect(JSON.stringify(kept)).not.toContain("Carla");
});
