import type { Cluster } from "../data/cluster.ts";
import { type LoadedData, loadData } from "../data/load-data.ts";
import { bareReading } from "./bare-reading.ts";
import { drive, type Load } from "./drive.ts";
import { type HttpMeasurement, httpMeasurement } from "./http-measurement.ts";
import { fiftyProductsWeek, floors, oneProductMonth, oneServiceMonth, type Question } from "./requests.ts";
import { type RunningServer, startServer } from "./server.ts";

type HttpOptions = { bookings: number; log: (line: string) => void };

type Side = { data: LoadedData; server: RunningServer };

const smallBookings = 10_000;
const products = 2000;
const events = 200_000;
const connections = 8;
const warmUpSeconds = 3;
// The side that was not asked lost its pages to the other: each turn begins with seconds that do not count.
const settleSeconds = 1;
const roundSeconds = 2;
const rounds = 5;
const ratioLimit = 1.3;

/**
 * The slots endpoint of the production server at ten thousand bookings and at `bookings`, in turns, so that what slows
 * the machine slows both; and what of it the server, the door and the database take by themselves.
 */
export async function benchHttp(
  cluster: Cluster,
  { bookings, log }: HttpOptions,
): Promise<HttpMeasurement[]> {
  const small = await load(cluster, smallBookings, log);
  const large = await load(cluster, bookings, log);
  await using smallServer = await startServer(small.url);
  await using largeServer = await startServer(large.url);
  const sides = [
    { data: small, server: smallServer },
    { data: large, server: largeServer },
  ];
  const measurements: HttpMeasurement[] = [];
  for (const question of [oneProductMonth, fiftyProductsWeek, oneServiceMonth]) {
    measurements.push(...(await compare(question, sides, connections, log)));
  }
  measurements.push(...(await compare(oneProductMonth, sides, 1, log)));
  for (const floor of floors) {
    const [turns = []] = await inTurns(floor, sides.slice(1), connections);
    measurements.push(httpMeasurement({ name: floor.name, connections, bookings, turns }));
  }
  for (const count of [connections, 1]) measurements.push(await bareReading(large, count));
  return measurements;
}

/** Makes a database, named after `name` and its size, and fills it. */
export async function load(
  cluster: Cluster,
  bookings: number,
  log: (line: string) => void,
  name = "bookings",
): Promise<LoadedData> {
  log(`Loading ${bookings} bookings, ${products} products, ${events} mirrored events`);
  const url = await cluster.create(`${name}_${bookings}`);
  return await loadData(url, { products, bookings, events }, log);
}

/** One line for each side; each turn of the large one is held against the small one's before it. */
export async function compare(
  { name, paths }: Question,
  sides: Side[],
  count: number,
  log: (line: string) => void,
): Promise<HttpMeasurement[]> {
  log(`Measuring ${name} over ${count} ${count === 1 ? "connection" : "connections"}`);
  const [small = [], large = []] = await inTurns({ name, paths }, sides, count);
  const bookings = sides.map(({ data }) => data.bookings);
  return [
    httpMeasurement({ name, connections: count, bookings: bookings[0] ?? 0, turns: small }),
    httpMeasurement({
      name,
      connections: count,
      bookings: bookings[1] ?? 0,
      turns: large,
      against: { turns: small, ratioLimit },
    }),
  ];
}

/** The turns of each side. */
async function inTurns(question: Question, sides: Side[], count: number): Promise<Load[][]> {
  const targets = sides.map(({ data, server }) => ({
    url: server.url,
    paths: question.paths(data, Date.now()),
    apiKey: data.apiKey,
  }));
  for (const target of targets) await drive(target, { connections: count, seconds: warmUpSeconds });
  const turns = targets.map((): Load[] => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [i, target] of targets.entries()) {
      await drive(target, { connections: count, seconds: settleSeconds });
      turns[i]?.push(await drive(target, { connections: count, seconds: roundSeconds }));
    }
  }
  return turns;
}
