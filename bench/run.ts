// `pnpm bench`: a table, or JSON with `--json`; exits with 1 when a limit is missed.
import { cpus } from "node:os";
import { benchEngine } from "./engine.ts";
import type { Measurement } from "./measure.ts";

const measurements = benchEngine();

if (process.argv.includes("--json")) {
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };
  console.log(JSON.stringify({ machine, measurements }, null, 2));
} else {
  console.table(Object.fromEntries(measurements.map((one) => [one.name, row(one)])));
}
process.exitCode = measurements.every(({ passed }) => passed) ? 0 : 1;

function row(one: Measurement): Record<string, string> {
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
