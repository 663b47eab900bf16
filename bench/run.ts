// `pnpm bench [engine] [http] [booking] [series] [sync] [web] [explain] [--json] [--bookings=1000000]`: engine and http, unless some are named. Prints tables, or
// JSON with `--json`; exits with 1 when a limit is missed.
import { parseArgs } from "node:util";
import { benchBooking } from "./booking/bench-booking.ts";
import { benchSeries } from "./booking/bench-series.ts";
import { buildServer } from "./build-server.ts";
import { startCluster } from "./data/cluster.ts";
import { benchEngine } from "./engine.ts";
import { explainQueries } from "./explain/explain-queries.ts";
import { benchHttp } from "./http/bench-http.ts";
import { machine } from "./machine.ts";
import { benchSync } from "./sync/bench-sync.ts";
import {
  bookingTable,
  engineTable,
  httpTable,
  queryTable,
  seriesTable,
  syncTable,
  webTable,
} from "./tables.ts";
import { benchWeb } from "./web/bench-web.ts";

const parts = ["engine", "http", "booking", "series", "sync", "web", "explain"];
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: "boolean", default: false }, bookings: { type: "string", default: "1000000" } },
});
const unknown = positionals.filter((part) => !parts.includes(part));
if (unknown.length > 0)
  throw new Error(`No benchmark ${unknown.join(", ")}: choose from ${parts.join(", ")}`);
const bookings = Number(values.bookings);
if (!Number.isSafeInteger(bookings)) throw new Error(`--bookings=${values.bookings} is not a whole number`);
const chosen = positionals.length > 0 ? positionals : ["engine", "http"];

const measurements = chosen.includes("engine") ? benchEngine() : [];
if (!values.json && measurements.length > 0) console.table(engineTable(measurements));

if (["http", "booking", "sync", "web"].some((part) => chosen.includes(part))) buildServer();
const { http, booking, series, sync, web, queries } = chosen.some((part) => part !== "engine")
  ? await onCluster()
  : { http: [], booking: [], series: [], sync: [], web: [], queries: [] };
if (!values.json && http.length > 0) console.table(httpTable(http));
if (!values.json && booking.length > 0) console.table(bookingTable(booking));
if (!values.json && series.length > 0) console.table(seriesTable(series));
if (!values.json && sync.length > 0) console.table(syncTable(sync));
if (!values.json && web.length > 0) console.table(webTable(web));
if (!values.json && queries.length > 0) console.table(queryTable(queries));

if (values.json)
  console.log(
    JSON.stringify({ machine: machine(), measurements, http, booking, series, sync, web, queries }, null, 2),
  );
process.exitCode = [...measurements, ...http, ...booking, ...series, ...sync, ...web, ...queries].every(
  ({ passed }) => passed,
)
  ? 0
  : 1;

async function onCluster() {
  // Progress goes where it does not mix with the JSON.
  const options = { bookings, log: (line: string) => console.error(line) };
  await using cluster = await startCluster(options.log);
  return {
    http: chosen.includes("http") ? await benchHttp(cluster, options) : [],
    booking: chosen.includes("booking") ? await benchBooking(cluster, options) : [],
    series: chosen.includes("series") ? await benchSeries(cluster) : [],
    sync: chosen.includes("sync") ? await benchSync(cluster, options) : [],
    web: chosen.includes("web") ? await benchWeb(cluster, options.log) : [],
    queries: chosen.includes("explain") ? await explainQueries(cluster, options) : [],
  };
}
