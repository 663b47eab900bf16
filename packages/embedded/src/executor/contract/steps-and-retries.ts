import { type Context, type FailureEventArgs, NonRetriableError, RetryAfterError } from "inngest";
import { expect, test } from "vitest";
import { type Contract, freshKey, keyOf } from "./contract.ts";
import { count, detailOf, saw } from "./observations.ts";

/** Steps run once each and in order; what fails is repeated, alone, as often as the function says. */
export function stepsAndRetries({ client, define, event, send, observations }: Contract): void {
  const { record, until } = observations;

  define(
    client.createFunction(
      { id: "three-steps", triggers: [{ event: event("three-steps") }], retries: 0 },
      async ({ event, step }) => {
        const key = keyOf(event);
        const one = await step.run("one", () => record(key, "one").then(() => ({ n: 1 })));
        const two = await step.run("two", () => record(key, "two").then(() => one.n + 1));
        await step.run("same id", () => record(key, "first of the same id"));
        await step.run("same id", () => record(key, "second of the same id"));
        await step.run("end", () => record(key, "end", { one, two }));
      },
    ),
    client.createFunction(
      { id: "fails-once", triggers: [{ event: event("fails-once") }], retries: 2 },
      async ({ event, step, attempt }) => {
        const key = keyOf(event);
        await step.run("safe", () => record(key, "safe"));
        const value = await step.run("risky", async () => {
          await record(key, "risky", attempt);
          if (attempt === 0) throw new Error("the first attempt fails");
          return attempt;
        });
        await step.run("end", () => record(key, "end", value));
      },
    ),
    client.createFunction(
      { id: "asks-for-time", triggers: [{ event: event("asks-for-time") }], retries: 1 },
      async ({ event, step, attempt }) => {
        const key = keyOf(event);
        await step.run("busy", async () => {
          if (attempt > 0) return record(key, "later");
          const until = new Date(Date.now() + 1_500);
          await record(key, "busy", until.toISOString());
          throw new RetryAfterError("busy", until);
        });
      },
    ),
    client.createFunction(
      { id: "gives-up", triggers: [{ event: event("gives-up") }], retries: 1 },
      async ({ event, step, attempt }) => {
        const key = keyOf(event);
        try {
          await step.run("doomed", async () => {
            await record(key, "doomed", attempt);
            throw new Error("no luck");
          });
        } catch (error) {
          await step.run("console", () =>
            record(key, "caught", error instanceof Error ? error.message : null),
          );
        }
      },
    ),
    client.createFunction(
      {
        id: "refuses",
        triggers: [{ event: event("refuses") }],
        retries: 3,
        onFailure: async ({ event, error, step }: FailureEventArgs & Pick<Context, "step">) => {
          const key = keyOf(event.data.event);
          await step.run("note", () =>
            record(key, "onFailure", { message: error.message, functionId: event.data.function_id }),
          );
        },
      },
      async ({ event, step }) => {
        const key = keyOf(event);
        await step.run("refused", async () => {
          await record(key, "refused");
          throw new NonRetriableError("not allowed");
        });
      },
    ),
    client.createFunction(
      { id: "fails-outside", triggers: [{ event: event("fails-outside") }], retries: 1 },
      async ({ event, attempt }) => {
        await record(keyOf(event), "body", attempt);
        throw new Error("outside of any step");
      },
    ),
    client.createFunction(
      { id: "any-failure", triggers: [{ event: "inngest/function.failed" }], retries: 0 },
      async ({ event, step }) => {
        if (!String(event.data.function_id).startsWith(client.id)) return;
        const key = keyOf(event.data.event);
        await step.run("note", () => record(key, "function.failed", event.data.function_id));
      },
    ),
  );

  test("steps run once, in order, with the results of those before", async () => {
    const key = freshKey();
    await send("three-steps", { key });
    const seen = await until(key, saw("end"));
    expect(seen.map((each) => each.what)).toEqual([
      "one",
      "two",
      "first of the same id",
      "second of the same id",
      "end",
    ]);
    expect(detailOf(seen, "end")).toEqual({ one: { n: 1 }, two: 2 });
  });

  test("a failing step is repeated alone, with its attempt counted", async () => {
    const key = freshKey();
    await send("fails-once", { key });
    const seen = await until(key, saw("end"));
    expect(count(seen, "safe")).toBe(1);
    expect(seen.filter((each) => each.what === "risky").map((each) => each.detail)).toEqual([0, 1]);
    expect(detailOf(seen, "end")).toBe(1);
  });

  test("RetryAfterError decides when the next attempt comes", async () => {
    const key = freshKey();
    await send("asks-for-time", { key });
    const seen = await until(key, saw("later"));
    const [busy, later] = seen;
    expect(later?.at.getTime()).toBeGreaterThanOrEqual(new Date(String(busy?.detail)).getTime());
  });

  test("after its last attempt a step's error reaches the function, which may go on", async () => {
    const key = freshKey();
    await send("gives-up", { key });
    const seen = await until(key, saw("caught"));
    expect(seen.filter((each) => each.what === "doomed").map((each) => each.detail)).toEqual([0, 1]);
    expect(detailOf(seen, "caught")).toBe("no luck");
  });

  test("NonRetriableError ends the run at once; onFailure and function.failed are told", async () => {
    const key = freshKey();
    await send("refuses", { key });
    const seen = await until(key, (all) => saw("onFailure")(all) && saw("function.failed")(all));
    expect(count(seen, "refused")).toBe(1);
    expect(detailOf(seen, "onFailure")).toEqual({
      message: "not allowed",
      functionId: `${client.id}-refuses`,
    });
    expect(detailOf(seen, "function.failed")).toBe(`${client.id}-refuses`);
  });

  test("an error outside of steps repeats the function until its attempts are used up", async () => {
    const key = freshKey();
    await send("fails-outside", { key });
    const seen = await until(key, saw("function.failed"));
    expect(seen.filter((each) => each.what === "body").map((each) => each.detail)).toEqual([0, 1]);
  });
}
