import { isDomainError, must } from "@availability/domain/errors";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, type TestContext, test } from "vitest";
import { cancelBooking, createHold, createSeries, listBookings } from "../../src/booking/index.ts";
import type { Ctx } from "../../src/index.ts";
import { createMember, createRoom, createWorld, type World } from "../world.ts";
import { type Crew, type Result, startCrew } from "./crew.ts";
import type { Command } from "./messages.ts";
import { raceRounds, raceTimeout } from "./race-rounds.ts";
import {
  allCodes,
  anyOf,
  book,
  create,
  createClass,
  customerOf,
  hourMs,
  minuteMs,
  staff,
  ten,
  times,
} from "./shop.ts";
import { expectSound } from "./sound.ts";

let world: World;
let crew: Crew;
let ctx: Ctx;
beforeAll(async () => {
  world = await createWorld();
  const { installationId } = world.environment;
  crew = await startCrew({ databaseUrl: world.url, installationId, connections: 13 });
});
afterAll(async () => {
  await crew[Symbol.asyncDispose]();
  await world[Symbol.asyncDispose]();
});
beforeEach(async () => {
  ctx = await createMember(world);
});

type Check = (result: Result) => void | Promise<void>;

/** Sets a race up anew for each round, runs it, and holds everything against what must be true afterwards. */
function race(title: string, setUp: () => Promise<{ commands: Command[]; check?: Check; endsAt?: number }>) {
  test(title, { timeout: raceTimeout }, async ({ annotate }) => {
    const tally = new Map<string, number>();
    for (let round = 0; round < raceRounds; round += 1) {
      const { commands, check, endsAt = ctx.now() } = await setUp();
      const result = await crew.race(ctx, commands);
      expect(result.outcomes).toHaveLength(commands.length);
      const surprises = result.outcomes.filter(({ code }) => code !== "ok" && !allCodes.includes(code));
      expect(surprises.map(({ verb, code, message }) => `${verb}: ${code} ${message}`)).toEqual([]);
      await expectSound(ctx.db, ctx.actor.organizationId, endsAt);
      await check?.(result);
      for (const { code } of result.outcomes) tally.set(code, (tally.get(code) ?? 0) + 1);
      tally.set("retries", (tally.get("retries") ?? 0) + result.retries);
    }
    await report(annotate, tally);
  });
}

function report(annotate: TestContext["annotate"], tally: Map<string, number>) {
  return annotate(
    `${raceRounds} rounds: ${[...tally].map(([what, count]) => `${count} ${what}`).join(", ")}`,
  );
}

const won = ({ outcomes }: Result, verb?: string) =>
  outcomes.filter((one) => one.code === "ok" && (verb === undefined || one.verb === verb));

const startsOf = async (productId: string) => {
  const { data } = await listBookings(ctx, { productId, limit: 100 });
  return data.filter(({ status }) => status === "confirmed").map(({ start }) => start);
};

/** Where nothing is given up, what was taken stays taken: nobody was turned away from a free time. */
async function expectNothingLost({ outcomes }: Result): Promise<void> {
  const lost = outcomes.filter(({ code }) => code === "slot_taken").map(({ command }) => command);
  const again = await crew.race(ctx, lost);
  expect(again.outcomes.filter(({ code }) => code !== "slot_taken")).toEqual([]);
}

race("[BK80] fifty bookings of one slot: one stands", async () => {
  const room = await createRoom(ctx);
  return {
    commands: times(50, (index) => create(room, index)),
    check: (result) => expect(won(result)).toHaveLength(1),
  };
});

race("[BK80] fifty parties of one and two for the last three of eight places: three are seated", async () => {
  const room = await createRoom(ctx, { capacity: 8, maxAttendeesPerBooking: 5 });
  await book(ctx, room, ten, 5);
  return {
    commands: times(50, (index) => create(room, index, { attendees: 1 + (index % 2) })),
    check: (result) =>
      expect(won(result).reduce((sum, { command }) => sum + Number(command.input.attendees), 0)).toBe(3),
  };
});

race(
  "[BK80] services whose groups overlap: no member serves twice, and none that is free is refused",
  async () => {
    const [x, y, z] = [await staff(ctx), await staff(ctx), await staff(ctx)];
    const service = (requirements: ReturnType<typeof anyOf>[]) =>
      createRoom(ctx, { type: "appointment", requirements, durationsMinutes: [60, 90] });
    const services = [
      await service([anyOf(1, [x, y])]),
      await service([anyOf(1, [y, z])]),
      await service([anyOf(2, [x, y, z])]),
      await service([anyOf(1, [z, x]), anyOf(1, [y])]),
    ];
    return {
      commands: times(50, (index) =>
        create(must(services[index % 4], "four"), index, { start: ten + (index % 3) * 30 * minuteMs }),
      ),
      check: async (result) => {
        expect(won(result).length).toBeGreaterThan(0);
        await expectNothingLost(result);
      },
    };
  },
);

race("[BK80] ten bookings move to a time that forty others want: one has it", async () => {
  const room = await createRoom(ctx, { durationsMinutes: [30] });
  const target = ten + 6 * hourMs;
  const movers = await Promise.all(times(10, (index) => book(ctx, room, ten + index * 30 * minuteMs)));
  return {
    commands: [
      ...times(40, (index) => create(room, index, { start: target })),
      ...movers.map(({ id }): Command => ({ verb: "reschedule", input: { bookingId: id, start: target } })),
    ],
    check: async (result) => {
      expect(won(result)).toHaveLength(1);
      const starts = await startsOf(room);
      expect(starts).toHaveLength(10 + won(result, "create").length);
      expect(starts.filter((start) => start === target)).toHaveLength(1);
    },
  };
});

race(
  "[BK80] bookings that exchange their times: where there is room all do, where there is none both stay",
  async () => {
    const { yoga } = await createClass(ctx);
    const room = await createRoom(ctx);
    const noon = ten + 2 * hourMs;
    const swap = async (productId: string, count: number) => {
      const pairs = await Promise.all(
        times(
          count,
          async () => [await book(ctx, productId, ten), await book(ctx, productId, noon)] as const,
        ),
      );
      return pairs.flatMap(([early, late]): Command[] => [
        { verb: "reschedule", input: { bookingId: early.id, start: noon } },
        { verb: "reschedule", input: { bookingId: late.id, start: ten } },
      ]);
    };
    const commands = [...(await swap(yoga, 4)), ...(await swap(room, 1))];
    return {
      commands,
      check: async (result) => {
        expect(won(result)).toHaveLength(8);
        expect((await startsOf(yoga)).filter((start) => start === ten)).toHaveLength(4);
        expect(await startsOf(room)).toEqual([ten, noon]);
      },
    };
  },
);

race("[BK80] cancelled and confirmed at once: it ends cancelled, whoever came first", async () => {
  const room = await createRoom(ctx, { capacity: 25, requiresApproval: true });
  const pending = await Promise.all(times(25, () => book(ctx, room)));
  return {
    commands: pending.flatMap(({ id }): Command[] => [
      { verb: "cancel", input: { bookingId: id } },
      { verb: "confirm", input: { bookingId: id } },
    ]),
    check: async (result) => {
      expect(won(result, "cancel")).toHaveLength(25);
      expect(await startsOf(room)).toEqual([]);
    },
  };
});

race("[BK80] two decide on one request: one decides it, the other is told", async () => {
  const room = await createRoom(ctx, { capacity: 25, requiresApproval: true });
  const pending = await Promise.all(times(25, () => book(ctx, room)));
  return {
    commands: pending.flatMap(({ id }, index): Command[] => [
      { verb: "confirm", input: { bookingId: id, version: 1 } },
      { verb: index % 2 === 0 ? "confirm" : "decline", input: { bookingId: id, version: 1 } },
    ]),
    check: (result) => expect(won(result)).toHaveLength(25),
  };
});

race(
  "[BK80] holds that end while others book, owners book and extend, and the sweep runs: one has each",
  async () => {
    const { yoga } = await createClass(ctx);
    const rooms = await Promise.all(times(6, () => createRoom(ctx)));
    const endsAt = ctx.now() + 5 * minuteMs;
    const all = [...rooms, yoga];
    const holds = await Promise.all(
      all.map(async (productId) => ({
        productId,
        ...(await createHold(ctx, { productId, start: ten, attendees: 1 })),
      })),
    );
    const aheadMs = 5 * minuteMs;
    return {
      endsAt,
      commands: holds.flatMap(({ productId, id: holdId }, index): Command[] => [
        { ...create(productId, index), aheadMs },
        { ...create(productId, index + 1), aheadMs },
        { ...create(productId, index, { holdId }), aheadMs: aheadMs - (index % 2) },
        { verb: "reschedule", input: { bookingId: holdId, start: ten + hourMs }, aheadMs },
        { verb: "expire", input: {}, aheadMs },
      ]),
      check: async (result) => {
        for (const { productId, id } of holds.filter(({ productId }) => rooms.includes(productId))) {
          const created = won(result, "create").filter(
            ({ command }) => command.input.productId === productId,
          );
          // A hold that became a booking may have moved on, and then somebody else may have its time.
          const hasMoved = won(result, "reschedule").some(({ command }) => command.input.bookingId === id);
          const starts = [...(await startsOf(productId))].sort();
          expect(created).toHaveLength(starts.length);
          expect(hasMoved ? [[ten + hourMs], [ten, ten + hourMs]] : [[ten]]).toContainEqual(starts);
        }
      },
    };
  },
);

race(
  "[BK80] bookings of a service that is archived, blocked and given other members at that moment",
  async () => {
    const { yoga, teachers, studio } = await createClass(ctx);
    const other = await staff(ctx);
    const range = { start: ten + 3 * hourMs, end: ten + 4 * hourMs };
    return {
      commands: [
        ...times(20, (index) => create(yoga, index, { start: ten + (index % 2) * 3 * hourMs })),
        { verb: "update", input: { productId: yoga, requirements: [anyOf(1, [other]), anyOf(1, [studio])] } },
        { verb: "block", input: { productId: yoga, ...range } },
        ...times(8, (index) => create(must(teachers[index % 2], "two"), index)),
        ...times(16, (index) => create(yoga, index, { start: ten + (index % 2) * 3 * hourMs })),
        { verb: "archive", input: { productId: yoga } },
      ],
      check: (result) => {
        for (const verb of ["update", "block", "archive"]) expect(won(result, verb)).toHaveLength(1);
      },
    };
  },
);

race("[BK80] everything at once on one class: nothing is double, nothing is left behind", async () => {
  const { yoga, teachers, studio } = await createClass(ctx);
  const half = 30 * minuteMs;
  const standing = await Promise.all(times(12, (index) => book(ctx, yoga, ten + (index % 4) * hourMs)));
  const held = await Promise.all(
    times(4, (index) => createHold(ctx, { productId: yoga, start: ten + index * hourMs, attendees: 1 })),
  );
  return {
    commands: [
      ...standing.slice(0, 6).map(
        ({ id }, index): Command => ({
          verb: "reschedule",
          input: { bookingId: id, start: ten + ((index + 1) % 4) * hourMs },
        }),
      ),
      ...standing.slice(6).map(({ id }): Command => ({ verb: "cancel", input: { bookingId: id } })),
      ...held.map(({ id }, index) => create(yoga, index, { start: ten + index * hourMs, holdId: id })),
      ...times(16, (index) =>
        create(yoga, index, {
          start: ten + (index % 8) * half,
          durationMinutes: [30, 60, 90][index % 3],
          attendees: 1 + (index % 3),
        }),
      ),
      ...times(6, (index) =>
        create(must([...teachers, studio][index % 3], "three"), index, { start: ten + index * half }),
      ),
      { verb: "update", input: { productId: studio, capacity: 2 } },
      { verb: "update", input: { productId: yoga, capacity: 9 } },
    ],
  };
});

race("[BK80] lanes are moved while bookings of all lengths come, move and go", async () => {
  const room = await createRoom(ctx, {
    capacity: 3,
    maxAttendeesPerBooking: 2,
    durationsMinutes: [30, 60, 90, 120],
    slotStepMinutes: 30,
  });
  const half = 30 * minuteMs;
  const filled = await Promise.all(
    times(24, (index) =>
      book(ctx, room, ten + (index % 6) * hourMs - (index % 2) * half).catch((error: unknown) => {
        // Some want places that the others have taken.
        if (isDomainError(error) && error.code === "slot_taken") return null;
        throw error;
      }),
    ),
  );
  const standing = filled.filter((one) => one !== null);
  await Promise.all(
    standing.filter((_, index) => index % 4 === 0).map(({ id }) => cancelBooking(ctx, { bookingId: id })),
  );
  return {
    commands: [
      ...standing.map(
        ({ id }, index): Command =>
          index % 2 === 0
            ? { verb: "cancel", input: { bookingId: id } }
            : {
                verb: "reschedule",
                input: { bookingId: id, start: ten + (index % 9) * half, durationMinutes: 90 },
              },
      ),
      ...times(32, (index) =>
        create(room, index, {
          start: ten + (index % 10) * half,
          durationMinutes: [30, 60, 90, 120][index % 4],
          attendees: 1 + (index % 2),
        }),
      ),
    ],
  };
});

race(
  "[BK80] series, single bookings, moves and cancellations: all of a series stands, or nothing",
  async () => {
    const { yoga } = await createClass(ctx);
    const room = await createRoom(ctx);
    const rule = { rrule: "FREQ=DAILY;COUNT=4", attendees: 1, onConflict: "fail" as const };
    const seriesOf = (productId: string, index: number, start: number): Command => ({
      verb: "series",
      input: { ...rule, productId, start, customer: customerOf(index) },
    });
    const standing = { ...rule, productId: yoga, start: ten + 4 * hourMs, customer: customerOf(1) };
    const { id: seriesId } = await createSeries(ctx, standing);
    const { data } = await listBookings(ctx, { productId: yoga, limit: 100 });
    const { id: bookingId, start } = must(data[1], "the series has four");
    const onDay = (index: number) => ({ start: ten + (index % 4) * 24 * hourMs });
    return {
      commands: [
        ...times(8, (index) => seriesOf(room, index, ten)),
        ...times(16, (index) => create(room, index, onDay(index))),
        ...times(6, (index) => seriesOf(yoga, index, ten + (index % 2) * 4 * hourMs)),
        ...times(8, (index) => create(yoga, index, onDay(index))),
        { verb: "reschedule", input: { bookingId, start: start - 2 * hourMs } },
        { verb: "editSeries", input: { seriesId, scope: "all", bookingId, start: start - hourMs } },
        { verb: "cancelSeries", input: { seriesId, scope: "all" } },
      ],
      check: async (result) => {
        const inRoom = won(result).filter(({ command }) => command.input.productId === room);
        const seats = inRoom.reduce((sum, { verb }) => sum + (verb === "series" ? 4 : 1), 0);
        const starts = await startsOf(room);
        expect(starts).toHaveLength(seats);
        expect(new Set(starts).size).toBe(seats);
      },
    };
  },
);

test("[BK81] Postgres had no deadlock to break", async () => {
  await crew[Symbol.asyncDispose]();
  const [row] = await world.database.db.execute<{ deadlocks: number }>(
    sql`select deadlocks::int from pg_stat_database where datname = current_database()`,
  );
  expect(row?.deadlocks).toBe(0);
});
