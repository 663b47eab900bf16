import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { at, createMember, createRoom, createWorld, monday, type World } from "../world.ts";
import { commands } from "./commands.ts";
import { approvalMs, type Model, terms } from "./model.ts";
import { modelRuns, modelTimeout } from "./model-runs.ts";
import type { Real } from "./real.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

const day = {
  opensAt: at("2026-11-24T09:00:00+01:00"),
  closesAt: at("2026-11-24T17:00:00+01:00"),
};

/** A room, a workshop of three places that wants approval, a coach that is booked alone, too, and a lesson with either of two. */
async function setUp(): Promise<{ model: Model; real: Real }> {
  world.clock.set(monday);
  const ctx = await createMember(world);
  const room = { capacity: 1, requiresApproval: false, anyOf: [] };
  const workshop = { capacity: 3, maxAttendeesPerBooking: 2, requiresApproval: true };
  const coaches = [
    await createRoom(ctx, { type: "staff", ...terms }),
    await createRoom(ctx, { type: "staff", ...terms }),
  ];
  const [first = ""] = coaches;
  const lesson = { capacity: 2, maxAttendeesPerBooking: 2, requiresApproval: false };
  const products = [
    { ...room, id: await createRoom(ctx, terms) },
    {
      ...workshop,
      id: await createRoom(ctx, { ...workshop, ...terms, approvalMinutes: approvalMs / 60_000 }),
      anyOf: [],
    },
    { ...room, id: first },
    {
      ...lesson,
      id: await createRoom(ctx, {
        ...lesson,
        ...terms,
        type: "class",
        requirements: [{ name: "Coach", count: 1, units: 1, productIds: coaches }],
      }),
      anyOf: coaches,
    },
  ];
  return { model: { now: monday, products, entries: [] }, real: { ctx, clock: world.clock, day } };
}

test("[BK82] any sequence of commands leads where the model leads", { timeout: modelTimeout }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 80, size: "max" }), async (sequence) => {
      await fc.asyncModelRun(setUp, sequence);
    }),
    { ...modelRuns, endOnFailure: false },
  );
});
