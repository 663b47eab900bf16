import type { SeriesMeasurement } from "./booking/bench-series.ts";
import type { Plan } from "./explain/explain.ts";
import type { ExplainedQuery } from "./explain/explain-queries.ts";
import type { HttpMeasurement } from "./http/http-measurement.ts";
import type { Measurement } from "./measure.ts";
import type { SyncMeasurement } from "./sync/sync-measurement.ts";
import type { WebMeasurement } from "./web/bench-web.ts";

type Rows = Record<string, Record<string, string>>;

/** The engine's lines for `console.table`, by name. */
export function engineTable(measurements: Measurement[]): Rows {
  return Object.fromEntries(measurements.map((one) => [one.name, engineRow(one)]));
}

/** The endpoint's lines for `console.table`, by name, size of the database and number of connections. */
export function httpTable(measurements: HttpMeasurement[]): Rows {
  return Object.fromEntries(
    measurements.map((one) => [
      `${one.name}, ${one.bookings.toLocaleString("en")} bookings, ${one.connections} conn.`,
      httpRow(one),
    ]),
  );
}

/** Bookings made and listed: the ratio of a making is against the bare inserts, that of a listing against the small database. */
export function bookingTable(measurements: HttpMeasurement[]): Rows {
  return Object.fromEntries(
    Object.entries(httpTable(measurements)).map(([name, { "x small": ratio = "", ...row }]) => [
      name,
      { ...row, ratio },
    ]),
  );
}

/** What was done to series of 366 bookings, by name. */
export function seriesTable(measurements: SeriesMeasurement[]): Rows {
  return Object.fromEntries(
    measurements.map(({ name, ms, statements, limit, passed }) => [
      name,
      {
        ms: ms.toFixed(0),
        statements: statements.toString(),
        limit: limit.toString(),
        passed: passed ? "yes" : "NO",
      },
    ]),
  );
}

/** The reading of calendars for `console.table`, by name. */
export function syncTable(measurements: SyncMeasurement[]): Rows {
  const text = (value: number | undefined, digits = 0) => value?.toFixed(digits) ?? "";
  return Object.fromEntries(
    measurements.map((one) => [
      one.name,
      {
        ms: text(one.ms, 1),
        "p95 ms": text(one.p95, 1),
        "limit ms": text(one.limitMs),
        requests: text(one.requests),
        "requests/s": text(one.perSecond, 1),
        "events written": text(one.events),
        "other rows": text(one.otherRows, 1),
        "x floor": text(one.ratio, 2),
        "limit x": one.ratioLimit?.toString() ?? "",
        "peak MiB": text(one.peakMemoryMiB),
        connections: text(one.connections),
        passed: one.passed ? "yes" : "NO",
      },
    ]),
  );
}

/** The screens in a browser for `console.table`, by name. */
export function webTable(measurements: WebMeasurement[]): Rows {
  return Object.fromEntries(
    measurements.map(({ name, ms, p95, requests, samples }) => [
      name,
      {
        "median ms": ms.toFixed(0),
        "p95 ms": p95.toFixed(0),
        requests: requests.toString(),
        samples: samples.toString(),
      },
    ]),
  );
}

/** The explained queries for `console.table`; a query of several statements has a line for each. */
export function queryTable(queries: ExplainedQuery[]): Rows {
  return Object.fromEntries(
    queries.flatMap(({ name, plans }) =>
      plans.map((plan, i) => [plans.length > 1 ? `${name} (${i + 1})` : name, queryRow(plan)]),
    ),
  );
}

function engineRow(one: Measurement): Record<string, string> {
  return {
    "median ms": one.median.toFixed(3),
    "p95 ms": one.p95.toFixed(3),
    "limit ms": one.limit?.toString() ?? "",
    "x floor": one.ratio?.toFixed(2) ?? "",
    "limit x": one.ratioLimit?.toString() ?? "",
    samples: one.samples.toString(),
    passed: one.passed ? "yes" : "NO",
  };
}

function httpRow(one: HttpMeasurement): Record<string, string> {
  return {
    "p50 ms": one.p50.toFixed(2),
    "p99 ms": one.p99.toFixed(2),
    "req/s": one.perSecond.toFixed(0),
    "x small": one.ratio?.toFixed(2) ?? "",
    "limit x": Number.isFinite(one.ratioLimit) ? `${one.ratioLimit}` : "",
    samples: one.samples.toString(),
    passed: one.passed ? "yes" : "NO",
  };
}

function queryRow(plan: Plan): Record<string, string> {
  return {
    "planning ms": plan.planningMs.toFixed(2),
    "execution ms": plan.executionMs.toFixed(2),
    pages: plan.buffers.toString(),
    "long scans": plan.longScans.join(", "),
    passed: plan.longScans.length === 0 ? "yes" : "NO",
  };
}
