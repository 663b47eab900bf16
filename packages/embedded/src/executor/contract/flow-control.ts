import { setTimeout as delay } from "node:timers/promises";
import { cron } from "inngest";
import { expect, test } from "vitest";
import { type Contract, freshKey, keyOf } from "./contract.ts";
import { count, type Observation, saw } from "./observations.ts";

/** What starts runs, how many of them, and which are kept from starting. */
export function flowControl({ client, define, event, send, observations, hurryCrons }: Contract): void {
  const { record, until, repeatUntil } = observations;
  const cronKey = freshKey();
  const release = event("release");

  define(
    client.createFunction(
      { id: "on-the-minute", triggers: [cron("TZ=Europe/Berlin * * * * *")], retries: 0 },
      async ({ event, step }) => {
        await step.run("tick", () => record(cronKey, "tick", event.name));
      },
    ),
    client.createFunction(
      { id: "fans-out", triggers: [{ event: event("fans-out") }], retries: 0 },
      async ({ event: { data }, step }) => {
        const items = [1, 2, 3, 4, 5].map((n) => ({ name: event("item"), data: { key: data.key, n } }));
        await step.sendEvent("items", items);
      },
    ),
    client.createFunction(
      { id: "item", triggers: [{ event: event("item") }, { event: event("item-too") }], retries: 0 },
      async ({ event, step }) => {
        await step.run("item", () => record(keyOf(event), "item", event.data.n));
      },
    ),
    client.createFunction(
      {
        id: "one-per-room",
        triggers: [{ event: event("one-per-room") }],
        concurrency: { key: "event.data.room", limit: 1 },
        retries: 0,
      },
      async ({ event, step }) => {
        const { room, n } = event.data as { room: string; n: number };
        await step.run("inside", async () => {
          await record(keyOf(event), "enter", { room, n });
          await delay(60); // long enough for a neighbour to come in, if the lock let it
          await record(keyOf(event), "leave", { room, n });
        });
      },
    ),
    client.createFunction(
      {
        id: "single",
        triggers: [{ event: event("single") }],
        singleton: { key: "event.data.key", mode: "skip" },
        retries: 0,
      },
      async ({ event, step }) => {
        const key = keyOf(event);
        await step.run("enter", () => record(key, "enter", event.data.n));
        await step.waitForEvent("hold", { event: release, timeout: "1h", match: "data.key" });
        await step.run("leave", () => record(key, "leave", event.data.n));
      },
    ),
    client.createFunction(
      {
        id: "latest",
        triggers: [{ event: event("latest") }],
        singleton: { key: "event.data.key", mode: "cancel" },
        retries: 0,
      },
      async ({ event, step }) => {
        const key = keyOf(event);
        await step.run("enter", () => record(key, "enter", event.data.n));
        await step.waitForEvent("hold", { event: release, timeout: "1h", match: "data.key" });
        await step.run("leave", () => record(key, "leave", event.data.n));
      },
    ),
    client.createFunction(
      { id: "two-at-a-time", triggers: [{ event: event("two-at-a-time") }], concurrency: 2, retries: 0 },
      async ({ event, step }) => {
        const { room, n } = event.data as { room: string; n: number };
        await step.run("inside", async () => {
          await record(keyOf(event), "enter", { room, n });
          await delay(60);
          await record(keyOf(event), "leave", { room, n });
        });
      },
    ),
    client.createFunction(
      {
        id: "cancellable",
        triggers: [{ event: event("cancellable") }],
        cancelOn: [{ event: event("cancel"), match: "data.key" }],
        retries: 0,
      },
      async ({ event, step }) => {
        const key = keyOf(event);
        await step.run("enter", () => record(key, "enter"));
        await step.waitForEvent("hold", { event: release, timeout: "1h", match: "data.key" });
        await step.run("leave", () => record(key, "leave"));
      },
    ),
    client.createFunction(
      {
        id: "settles",
        triggers: [{ event: event("settles") }],
        debounce: { key: "event.data.key", period: "3s" },
        retries: 0,
      },
      async ({ event, step }) => {
        await step.run("settled", () => record(keyOf(event), "settled", event.data.n));
      },
    ),
    client.createFunction(
      {
        id: "idempotent",
        triggers: [{ event: event("idempotent") }],
        idempotency: "event.data.key",
        retries: 0,
      },
      async ({ event, step }) => {
        await step.run("once", () => record(keyOf(event), "once", event.data.n));
      },
    ),
    client.createFunction(
      { id: "probe", triggers: [{ event: event("probe") }], retries: 0 },
      async ({ event, step }) => {
        await step.run("probed", () => record(keyOf(event), "probed"));
      },
    ),
  );

  /** Events are taken in the order of their arrival, so when the probe has run, those before it have been seen. */
  async function settle(): Promise<void> {
    const key = freshKey();
    await send("probe", { key });
    await until(key, saw("probed"));
  }

  test("a cron with a time zone starts a run", async () => {
    await hurryCrons();
    const [tick] = await until(cronKey, saw("tick"));
    expect(tick?.detail).toBe("inngest/scheduled.timer");
  });

  test("one run fans out to many, by any of their triggers", async () => {
    const key = freshKey();
    await send("fans-out", { key });
    await send("item-too", { key, n: 6 });
    const seen = await until(key, saw("item", 6));
    expect(seen.map((each) => each.detail).sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("steps with the same concurrency key never run at the same time", async () => {
    const key = freshKey();
    for (const n of [1, 2, 3, 4]) {
      await send("one-per-room", { key, n, room: "north" });
      await send("one-per-room", { key, n, room: "south" });
    }
    const seen = await until(key, saw("leave", 8));
    expect(mostInside(seen, "north")).toBe(1);
    expect(mostInside(seen, "south")).toBe(1);
  });

  test("a singleton in mode skip ignores events while it runs, and takes them again afterwards", async () => {
    const key = freshKey();
    await send("single", { key, n: 1 });
    await until(key, saw("enter"));
    await send("single", { key, n: 2 });
    await settle();
    await releaseUntil(key, saw("leave"));
    // The run ends just after "leave" was seen, so the third event is repeated until it has been taken.
    const seen = await repeatUntil(key, saw("enter", 2), () => send("single", { key, n: 3 }));
    expect(seen.filter((each) => each.what === "enter").map((each) => each.detail)).toEqual([1, 3]);
  });

  test("a singleton in mode cancel gives way to the newest event", async () => {
    const key = freshKey();
    await send("latest", { key, n: 1 });
    await until(key, saw("enter"));
    await send("latest", { key, n: 2 });
    await until(key, saw("enter", 2));
    const seen = await releaseUntil(key, saw("leave"));
    expect(seen.filter((each) => each.what === "leave").map((each) => each.detail)).toEqual([2]);
  });

  test("a concurrency limit of two lets no third in", async () => {
    const key = freshKey();
    for (const n of [1, 2, 3, 4, 5, 6, 7, 8]) await send("two-at-a-time", { key, n, room: "any" });
    const seen = await until(key, saw("leave", 8));
    expect(mostInside(seen, "any")).toBeLessThanOrEqual(2);
  });

  test("cancelOn ends the run that its event matches", async () => {
    const [kept, cancelled] = [freshKey(), freshKey()];
    await send("cancellable", { key: kept });
    await send("cancellable", { key: cancelled });
    await until(kept, saw("enter"));
    await until(cancelled, saw("enter"));
    await send("cancel", { key: cancelled });
    await settle();
    await send("release", { key: cancelled });
    await releaseUntil(kept, saw("leave"));
    await settle();
    expect(count(await observations.of(cancelled), "leave")).toBe(0);
  });

  test("a debounced function runs once, with the last event", async () => {
    const key = freshKey();
    for (const n of [1, 2, 3]) await send("settles", { key, n });
    const seen = await until(key, saw("settled"));
    expect(seen.map((each) => each.detail)).toEqual([3]);
  });

  test("an event id counts once in 24 hours, and so does an idempotency key", async () => {
    const key = freshKey();
    for (const n of [1, 2]) {
      await send("item", { key, n }, { id: `item-${key}` });
      await send("idempotent", { key, n });
      await settle();
    }
    const seen = await until(key, (all) => saw("item")(all) && saw("once")(all));
    await settle();
    expect(seen.map((each) => each.detail)).toEqual([1, 1]);
  });

  /** A wait opens just after the step before it was seen, so the release is repeated until it has been heard. */
  function releaseUntil(key: string, enough: (seen: Observation[]) => boolean): Promise<Observation[]> {
    return repeatUntil(key, enough, () => send("release", { key }));
  }
}

function mostInside(seen: Observation[], room: string): number {
  let inside = 0;
  let most = 0;
  for (const { what, detail } of seen) {
    if ((detail as { room: string }).room !== room) continue; // recorded so by "one-per-room"
    inside += what === "enter" ? 1 : -1;
    most = Math.max(most, inside);
  }
  return most;
}
