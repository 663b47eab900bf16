// The embedded job executor: runs Inngest functions in this process, on Postgres, when no Inngest server is configured.
export { createExecutor } from "./executor.ts";
export type {
  Executor,
  ExecutorOptions,
  Health,
  Log,
  OutgoingEvent,
  Registration,
  RunDetails,
  RunFilter,
  RunStatus,
  RunSummary,
  SqlRunner,
  StepSummary,
  StoredError,
} from "./types.ts";
