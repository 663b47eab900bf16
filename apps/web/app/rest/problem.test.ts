import { DomainError } from "@availability/domain/errors";
import { expect, test } from "vitest";
import * as z from "zod";
import { bearerKey } from "./authenticate.ts";
import { fieldFaults } from "./field-faults.ts";
import { toProblem } from "./problem.ts";

test("a refusal becomes a problem whose own members no detail can replace", () => {
  const details = { status: "confirmed", allowed: ["cancel"], title: "Mine" };
  const problem = toProblem(new DomainError("illegal_transition", "No.", details), "request-1");
  expect(problem).toEqual({
    type: "/problems/illegal_transition",
    title: "Not possible in this state",
    status: 409,
    detail: "No.",
    instance: "request-1",
    code: "illegal_transition",
    allowed: ["cancel"],
    errors: [],
  });
});

test("alternatives are written as instants", () => {
  const start = Date.parse("2026-11-24T09:00:00Z");
  const alternatives = [{ start, end: start + 3_600_000, remaining: 1 }];
  expect(toProblem(new DomainError("slot_taken", "Taken", { alternatives }), "r")).toMatchObject({
    alternatives: [{ start: "2026-11-24T09:00:00Z", end: "2026-11-24T10:00:00Z", remaining: 1 }],
  });
});

test("an unknown name and a nested fault each get a pointer, escaped as RFC 6901 has it", () => {
  const schema = z.strictObject({ customer: z.strictObject({ name: z.string("Give a name") }) });
  const result = schema.safeParse({ customer: { "a/b": 1 }, extra: 1 });
  expect(fieldFaults(result.error ?? new z.ZodError([]))).toEqual([
    { pointer: "/customer/name", detail: "Give a name" },
    { pointer: "/customer/a~1b", detail: expect.stringContaining("not known here") },
    { pointer: "/extra", detail: expect.stringContaining("not known here") },
  ]);
});

const key = `avk_${"a".repeat(43)}`;

test.each([`Bearer ${key}`, `bearer ${key}`, ` Bearer  ${key} `])("%j carries the key", (header) => {
  expect(bearerKey(header)).toBe(key);
});

test.each([undefined, "", key, `Basic ${key}`, "Bearer", "Bearer avk_short", `Bearer ${key}, x`])(
  "%j carries none",
  (header) => {
    expect(() => bearerKey(header)).toThrow(expect.objectContaining({ code: "unauthenticated" }));
  },
);
