import { expect, test } from "vitest";
import { type Contract, freshKey, keyOf } from "./contract.ts";
import { count, detailOf, saw } from "./observations.ts";

/** Runs that wait: for time, for events, for other functions, for steps side by side. */
export function waiting({ client, define, event, send, observations }: Contract): void {
  const { record, until, repeatUntil } = observations;
  const answer = event("answer");

  const double = client.createFunction(
    { id: "double", triggers: [{ event: event("double") }], retries: 0 },
    async ({ event }) => {
      const { n } = event.data as { n: number };
      if (n < 0) throw new Error("negative");
      return { doubled: n * 2 };
    },
  );

  define(
    double,
    client.createFunction(
      { id: "sleeper", triggers: [{ event: event("sleeper") }], retries: 0 },
      async ({ event, step }) => {
        const key = keyOf(event);
        const until = await step.run("before", async () => {
          await record(key, "before");
          return new Date(Date.now() + 1_500).toISOString();
        });
        await step.sleepUntil("nap", until);
        await step.run("after", () => record(key, "after", until));
      },
    ),
    client.createFunction(
      { id: "side-by-side", triggers: [{ event: event("side-by-side") }], retries: 0 },
      async ({ event, step }) => {
        const key = keyOf(event);
        // Each waits until all have begun: that ends only if they run at the same time.
        const arm = (n: number) =>
          step.run(`arm ${n}`, async () => {
            await record(key, "arm", n);
            await until(key, saw("arm", 3));
            return n;
          });
        const arms = await Promise.all([arm(1), arm(2), arm(3)]);
        await step.run("end", () => record(key, "end", arms));
      },
    ),
    client.createFunction(
      { id: "one-arm-fails", triggers: [{ event: event("one-arm-fails") }], retries: 1 },
      async ({ event, step, attempt }) => {
        const key = keyOf(event);
        const arms = await Promise.all([
          step.run("steady", () => record(key, "steady").then(() => "steady")),
          step.run("shaky", async () => {
            await record(key, "shaky", attempt);
            if (attempt === 0) throw new Error("shaken");
            return "shaky";
          }),
          step
            .run("lost", async () => {
              await record(key, "lost", attempt);
              throw new Error("lost for good");
            })
            .catch((error: Error) => error.message),
        ]);
        await step.run("end", () => record(key, "end", arms));
      },
    ),
    client.createFunction(
      { id: "races", triggers: [{ event: event("races") }], retries: 0 },
      async ({ event, step, group }) => {
        const winner = await group.parallel({ mode: "race" }, () =>
          Promise.race([
            step.run("quick", () => "quick").then((name: string) => step.run("then", () => `${name}, then`)),
            step.sleep("slow", "1h").then(() => "slow"),
          ]),
        );
        await step.run("end", () => record(keyOf(event), "end", winner));
      },
    ),
    client.createFunction(
      { id: "asks", triggers: [{ event: event("asks") }], retries: 0 },
      async ({ event, step }) => {
        const key = keyOf(event);
        await step.run("asked", () => record(key, "asked"));
        const reply = await step.waitForEvent("reply", { event: answer, timeout: "1h", match: "data.key" });
        await step.run("end", () => record(key, "end", reply?.data ?? null));
      },
    ),
    client.createFunction(
      { id: "asks-in-vain", triggers: [{ event: event("asks-in-vain") }], retries: 0 },
      async ({ event, step }) => {
        const reply = await step.waitForEvent("reply", {
          event: answer,
          timeout: "1s",
          if: "async.data.key == 'nobody'",
        });
        await step.run("end", () => record(keyOf(event), "end", reply));
      },
    ),
    client.createFunction(
      { id: "invokes", triggers: [{ event: event("invokes") }], retries: 0 },
      async ({ event, step }) => {
        const key = keyOf(event);
        const good = await step.invoke("good", { function: double, data: { n: 21 } });
        await step.run("result", () => record(key, "result", good));
        try {
          await step.invoke("bad", { function: double, data: { n: -1 } });
        } catch (error) {
          await step.run("caught", () =>
            record(key, "caught", error instanceof Error ? error.message : null),
          );
        }
      },
    ),
    client.createFunction(
      { id: "delayed", triggers: [{ event: event("delayed") }], retries: 0 },
      async ({ event, step }) => {
        await step.run("end", () => record(keyOf(event), "end", event.ts));
      },
    ),
  );

  test("a sleep ends no sooner than it says, and nothing before it runs again", async () => {
    const key = freshKey();
    await send("sleeper", { key });
    const seen = await until(key, saw("after"));
    const after = seen.find((each) => each.what === "after");
    expect(after?.at.getTime()).toBeGreaterThanOrEqual(new Date(String(after?.detail)).getTime());
    expect(count(seen, "before")).toBe(1);
  });

  test("parallel steps run at the same time and once each", async () => {
    const key = freshKey();
    await send("side-by-side", { key });
    const seen = await until(key, saw("end"));
    expect(count(seen, "arm")).toBe(3);
    expect(detailOf(seen, "end")).toEqual([1, 2, 3]);
  });

  test("of parallel steps only the failing one is repeated, with attempts of its own", async () => {
    const key = freshKey();
    await send("one-arm-fails", { key });
    const seen = await until(key, saw("end"));
    expect(count(seen, "steady")).toBe(1);
    expect(seen.filter((each) => each.what === "shaky").map((each) => each.detail)).toEqual([0, 1]);
    expect(seen.filter((each) => each.what === "lost").map((each) => each.detail)).toEqual([0, 1]);
    expect(detailOf(seen, "end")).toEqual(["steady", "shaky", "lost for good"]);
  });

  test("a race goes on with its winner while the loser still sleeps", async () => {
    const key = freshKey();
    await send("races", { key });
    expect(detailOf(await until(key, saw("end")), "end")).toBe("quick, then");
  });

  test("waitForEvent takes the event that matches and no other", async () => {
    const key = freshKey();
    await send("asks", { key });
    await until(key, saw("asked"));
    await send("answer", { key: freshKey(), text: "for somebody else" });
    // The wait opens just after "asked" was seen, so the answer is repeated until it has been heard.
    const seen = await repeatUntil(key, saw("end"), () => send("answer", { key, text: "for you" }));
    expect(detailOf(seen, "end")).toEqual({ key, text: "for you" });
  });

  test("waitForEvent gives null when its time is over", async () => {
    const key = freshKey();
    await send("asks-in-vain", { key });
    const seen = await until(key, saw("end"));
    expect(detailOf(seen, "end")).toBeNull();
  });

  test("invoke returns the other function's result, or throws its error", async () => {
    const key = freshKey();
    await send("invokes", { key });
    const seen = await until(key, saw("caught"));
    expect(detailOf(seen, "result")).toEqual({ doubled: 42 });
    expect(detailOf(seen, "caught")).toContain("negative");
  });

  test("an event of the future starts nothing before its time", async () => {
    const key = freshKey();
    const ts = Date.now() + 1_500;
    await send("delayed", { key }, { ts });
    const [end] = await until(key, saw("end"));
    expect(end?.detail).toBe(ts);
    expect(end?.at.getTime()).toBeGreaterThanOrEqual(ts);
  });
}
