import { type Database, migrateDatabase, newId, openDatabase } from "@availability/db";
import { organizations } from "@availability/db/schema";
import { CreateSeries, EditSeries } from "@availability/domain/booking";
import { must } from "@availability/domain/errors";
import { CreateProduct } from "@availability/domain/product";
import type { Ctx } from "@availability/ontology";
import { setSchedule } from "@availability/ontology/availability";
import { cancelSeries, createSeries, editSeries, type Series } from "@availability/ontology/booking";
import { createProduct } from "@availability/ontology/product";
import type { Cluster } from "../data/cluster.ts";
import { contextOf } from "../data/context.ts";
import { recordStatements } from "../data/record-statements.ts";

/** How long one verb took, ms, and how many statements it sent. */
export type SeriesMeasurement = {
  name: string;
  ms: number;
  statements: number;
  limit: number;
  passed: boolean;
};

const hourMs = 3_600_000;
const rrule = "FREQ=DAILY;COUNT=366";
// Whatever the length of the series: what is asked about it, and a few statements for each table.
const mostStatements = 60;

/** A series of 366 bookings, of a room and of a service that needs a person: made, moved by an hour, cut, cancelled. */
export async function benchSeries(cluster: Cluster): Promise<SeriesMeasurement[]> {
  const url = await cluster.create("series");
  await migrateDatabase(url);
  const database = openDatabase(url, { max: 2, applicationName: "availability-bench" });
  try {
    const id = newId();
    await database.db.insert(organizations).values({ id, name: "Bench", slug: id });
    const ctx = contextOf(database, id);
    const room = await createOpen(ctx, {});
    const productIds = [await createOpen(ctx, {}), await createOpen(ctx, {})];
    const requirements = [{ name: "Who", count: 1, units: 1, productIds }];
    const service = await createOpen(ctx, { type: "appointment", capacity: 4, requirements });
    return [
      ...(await lifeOf(database, ctx, "a room", room)),
      ...(await lifeOf(database, ctx, "a service", service)),
    ];
  } finally {
    await database.close();
  }
}

async function createOpen(ctx: Ctx, more: object): Promise<string> {
  const given = { type: "room", name: "Bench", horizonDays: 800, ...more };
  const { id: productId } = await createProduct(ctx, CreateProduct.parse(given));
  const weeklyHours = [{ days: [1, 2, 3, 4, 5, 6, 7], start: "08:00", end: "20:00" }];
  await setSchedule(ctx, { productId, timeZone: "Europe/Berlin", weeklyHours });
  return productId;
}

async function lifeOf(database: Database, ctx: Ctx, of: string, productId: string) {
  const start = Math.ceil(ctx.now() / (24 * hourMs) + 2) * 24 * hourMs + 9 * hourMs;
  const customer = { name: "Bench", email: "bench@example.org" };
  const input = CreateSeries.parse({ productId, start, durationMinutes: 60, rrule, customer });
  const made = await measure(database, `making 366 of ${of}`, () => createSeries(ctx, input));
  const edit = (series: Series, index: number, change: object) => {
    const booking = must(series.bookings[index], "the series has 366");
    return editSeries(ctx, EditSeries.parse({ seriesId: series.id, bookingId: booking.id, ...change }));
  };
  const moved = await measure(database, `moving all of ${of}`, () =>
    edit(made.result, 0, { scope: "all", start: start + hourMs }),
  );
  const at = must(moved.result.bookings[183], "the series has 366").start;
  const cut = await measure(database, `moving the second half of ${of}`, () =>
    edit(moved.result, 183, { scope: "following", start: at + hourMs }),
  );
  const noted = await measure(database, `new notes for that half of ${of}`, () =>
    edit(cut.result, 0, { scope: "all", notes: "Bench" }),
  );
  const cancelled = await measure(database, `cancelling that half of ${of}`, () =>
    cancelSeries(ctx, { seriesId: noted.result.id, scope: "all" }),
  );
  return [made, moved, cut, noted, cancelled].map(({ measurement }) => measurement);
}

async function measure<Result>(database: Database, name: string, verb: () => Promise<Result>) {
  const began = performance.now();
  let result: Result | undefined;
  const statements = await recordStatements(database, async () => {
    result = await verb();
  });
  const ms = performance.now() - began;
  const passed = statements.length <= mostStatements;
  const measurement: SeriesMeasurement = {
    name,
    ms,
    statements: statements.length,
    limit: mostStatements,
    passed,
  };
  return { result: must(result, "the verb has answered"), measurement };
}
