import { Logger } from "graphile-worker";
import type { Log } from "./types.ts";

/** graphile-worker tells of every job; only what went wrong is worth a line of ours. */
export function queueLogger(log: Log): Logger {
  return new Logger((scope) => (level, message) => {
    const fields = { task: scope.taskIdentifier, jobId: scope.jobId };
    if (level === "error") log.error(fields, message);
    if (level === "warning") log.warn(fields, message);
  });
}
