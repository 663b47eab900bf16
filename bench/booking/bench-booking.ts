import { openDatabase } from "@availability/db";
import type { Cluster } from "../data/cluster.ts";
import type { LoadedData } from "../data/load-data.ts";
import { compare, load } from "../http/bench-http.ts";
import type { Load } from "../http/drive.ts";
import { type HttpMeasurement, httpMeasurement } from "../http/http-measurement.ts";
import { type Question, startOfDay } from "../http/requests.ts";
import { type RunningServer, startServer } from "../http/server.ts";
import { driveInserts } from "./bare-insert.ts";
import { driveBookings } from "./book.ts";
import { distinctSlots, hotSlots } from "./wishes.ts";

type Options = { bookings: number; log: (line: string) => void };

const dayMs = 86_400_000;
const smallBookings = 10_000;
const connections = 8;
const warmUpSeconds = 3;
const roundSeconds = 3;
const rounds = 5;

/** The first hundred bookings of one day of the organisation, over the thirty days that both databases fill alike. */
const organizationDay: Question = {
  name: "one organisation's day, 100 bookings a page",
  paths: (_data, now) =>
    Array.from({ length: 20 }, (_, day) => {
      const from = startOfDay(now) + (day + 5) * dayMs;
      const range = `from=${new Date(from).toISOString()}&to=${new Date(from + dayMs).toISOString()}`;
      return `/api/v1/bookings?${range}&limit=100`;
    }),
};

/**
 * Making bookings over HTTP on the production server, against a transaction that only inserts as many rows; and listing a day
 * of them at ten thousand and at `bookings`. All in turns, so that what slows the machine slows every side.
 */
export async function benchBooking(cluster: Cluster, { bookings, log }: Options): Promise<HttpMeasurement[]> {
  const small = await load(cluster, smallBookings, log, "booking");
  const large = await load(cluster, bookings, log, "booking");
  await using smallServer = await startServer(small.url);
  await using largeServer = await startServer(large.url);
  const sides = [
    { data: small, server: smallServer },
    { data: large, server: largeServer },
  ];
  const listing = await compare(organizationDay, sides, connections, log);
  return [...listing, ...(await benchThroughput({ data: large, server: largeServer }, log))];
}

async function benchThroughput(
  { data, server }: { data: LoadedData; server: RunningServer },
  log: (line: string) => void,
): Promise<HttpMeasurement[]> {
  log("Looking for free times to book");
  const [distinct, hot] = [await distinctSlots(data), await hotSlots(data)];
  const target = { url: server.url, apiKey: data.apiKey };
  const database = openDatabase(data.url, { max: connections, applicationName: "availability-bench" });
  try {
    const kinds = [
      {
        name: "floor: a transaction of as many inserts",
        drive: (seconds: number) => driveInserts(database, data, { connections, seconds }),
      },
      {
        name: "booking distinct times of all products",
        drive: (seconds: number) => driveBookings(target, distinct, { connections, seconds }),
      },
      {
        name: "booking one product of 50 places",
        drive: (seconds: number) => driveBookings(target, hot, { connections, seconds }),
      },
    ];
    log(`Booking: ${distinct.length} distinct times, ${hot.length} of one product`);
    for (const { drive } of kinds) await drive(warmUpSeconds);
    const turns = kinds.map((): Load[] => []);
    for (let round = 0; round < rounds; round += 1) {
      for (const [place, { drive }] of kinds.entries()) turns[place]?.push(await drive(roundSeconds));
    }
    const [floor = []] = turns;
    return kinds.map(({ name }, place) =>
      httpMeasurement({
        name,
        connections,
        bookings: data.bookings,
        turns: turns[place] ?? [],
        // How much more is for the reader to judge: a booking asks a lot before it writes.
        ...(place > 0 ? { against: { turns: floor, ratioLimit: Number.POSITIVE_INFINITY } } : {}),
      }),
    );
  } finally {
    await database.close();
  }
}
