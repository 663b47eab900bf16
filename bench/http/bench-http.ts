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
const roundSeconds = 3;
const rounds = 4;
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
    if (!(await isOffered(question, sides))) continue;
    measurements.push(...(await compare(question, sides, connections, log)));
  }
  measurements.push(...(await compare(oneProductMonth, sides, 1, log)));
  for (const floor of floors) {
    const [load] = await inTurns(floor, sides.slice(1), connections);
    if (load) measurements.push(httpMeasurement({ name: floor.name, connections, bookings, load }));
  }
  for (const count of [connections, 1]) measurements.push(await bareReading(large, count));
  return measurements;
}

function load(cluster: Cluster, bookings: number, log: (line: string) => void): Promise<LoadedData> {
  log(`Loading ${bookings} bookings, ${products} products, ${events} mirrored events`);
  return cluster
    .create(`bookings_${bookings}`)
    .then((url) => loadData(url, { products, bookings, events }, log));
}

/** One line for each side; the large one's median is held against the small one's. */
async function compare(
  question: Question,
  sides: Side[],
  count: number,
  log: (line: string) => void,
): Promise<HttpMeasurement[]> {
  log(`Measuring ${question.name} over ${count} connections`);
  const loads = await inTurns(question, sides, count);
  const lines: HttpMeasurement[] = [];
  for (const [i, load] of loads.entries()) {
    const bookings = sides[i]?.data.bookings ?? 0;
    const against = lines[0] && { median: lines[0].p50, ratioLimit };
    lines.push(httpMeasurement({ name: question.name, connections: count, bookings, load, against }));
  }
  return lines;
}

async function isOffered(question: Question, sides: Side[]): Promise<boolean> {
  const [side] = sides;
  const [path] = side ? question.paths(side.data, Date.now()) : [];
  const headers = { authorization: `Bearer ${side?.data.apiKey}` };
  const { status } = await fetch(`${side?.server.url}${path}`, { headers });
  return status === 200;
}

async function inTurns(question: Question, sides: Side[], count: number): Promise<Load[]> {
  const targets = sides.map(({ data, server }) => ({
    url: server.url,
    paths: question.paths(data, Date.now()),
    apiKey: data.apiKey,
  }));
  for (const target of targets) await drive(target, { connections: count, seconds: warmUpSeconds });
  const loads = targets.map((): Load => ({ latencies: [], seconds: 0 }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [i, target] of targets.entries()) {
      await drive(target, { connections: count, seconds: settleSeconds });
      const { latencies, seconds } = await drive(target, { connections: count, seconds: roundSeconds });
      const load = loads[i];
      if (!load) continue;
      load.latencies.push(...latencies);
      load.seconds += seconds;
    }
  }
  return loads;
}
