import { cpus, totalmem } from "node:os";

/** What the figures were measured on, as far as the process can tell. */
export function machine(): { node: string; cpu: string; cores: number; memoryGiB: number } {
  return {
    node: process.version,
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
  };
}
