import type { Inngest, InngestFunction } from "inngest";

/** Where the executor reports what it did: fields first, then the sentence, as pino does it. */
export type Log = {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

export type ExecutorOptions = {
  /** A direct connection: a pooler in transaction mode cannot hold the leader's session lock. */
  databaseUrl: string;
  log: Log;
  /** Schema of the executor's tables (default `executor`); the queue lives in `<schema>_queue`. */
  schema?: string;
  /** Calls that may run at the same time (default 10). */
  concurrency?: number;
  /** Safety net only: new work arrives by NOTIFY and due work by a timer (default 5000). */
  pollIntervalMs?: number;
  /** How often a standby process tries to become the leader (default 1000). */
  standbyPollMs?: number;
  /** Delays between attempts (default 15 s, 30 s, 1 m … 2 h, as Inngest); the last one repeats. */
  retryDelaysMs?: readonly number[];
  /** Up to this much is added to every delay at random (default 30000). */
  retryJitterMs?: number;
  /** How long stop() waits for calls in flight (default 10000). */
  stopGraceMs?: number;
  /** Finished runs and events are kept this many days (default 7). */
  retentionDays?: number;
  now?: () => Date;
};

export type Registration = { client: Inngest.Any; functions: InngestFunction.Any[] };

/** An event on its way in. `ts` (epoch ms) in the future delays it; a repeated `id` counts once in 24 hours. */
export type OutgoingEvent = {
  name: string;
  data?: unknown;
  id?: string | undefined;
  ts?: number | undefined;
  [other: string]: unknown;
};

/** The one thing needed of a database client to send inside its transaction: postgres.js has it. */
export type SqlRunner = { unsafe(query: string, parameters: string[]): PromiseLike<unknown> };

export type RunStatus = "running" | "completed" | "failed" | "cancelled";

/** An error as the SDK serialises it. */
export type StoredError = {
  name: string;
  message: string;
  stack?: string | undefined;
  [other: string]: unknown;
};

export type RunSummary = {
  id: string;
  functionId: string;
  status: RunStatus;
  eventName: string;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
  /** When the next attempt is due, if the last one failed and may be repeated. */
  nextAttemptAt: Date | null;
  error: StoredError | null;
  rerunOf: string | null;
};

export type StepSummary = {
  name: string;
  op: string;
  state: "planned" | "waiting" | "done" | "failed" | "abandoned";
  attempt: number;
  data: unknown;
  error: StoredError | null;
  openedAt: Date;
  closedAt: Date | null;
};

export type RunDetails = RunSummary & { event: unknown; output: unknown; steps: StepSummary[] };

export type RunFilter = {
  status?: RunStatus | undefined;
  functionId?: string | undefined;
  /** Only runs created before this instant: the cursor of the next page. */
  before?: Date | undefined;
  /** At most 200 (default 50). */
  limit?: number | undefined;
};

export type Health = { leader: boolean; lastCronTickAt: Date | null };

export type Executor = {
  /** For `new Inngest({ fetch })`: stores events that the SDK sends; answers anything else with 501. */
  fetch: typeof fetch;
  /** Reads the functions, refuses what it cannot run, then works as leader or waits as standby. */
  start(registration: Registration): Promise<void>;
  /** Lets calls in flight finish for a bounded time; what remains is resumed by the next leader. */
  stop(): Promise<void>;
  /** Stores events inside the caller's transaction: they exist if, and only if, it commits. */
  send(events: OutgoingEvent | OutgoingEvent[], sql: SqlRunner): Promise<{ ids: string[] }>;
  /** Resolves when no job is due; `skipTime` also brings sleeps, retries and timeouts forward, in their order. */
  idle(options: { timeoutMs: number; skipTime?: boolean }): Promise<void>;
  health(): Promise<Health>;
  /** Newest first. */
  listRuns(filter?: RunFilter): Promise<RunSummary[]>;
  getRun(id: string): Promise<RunDetails | null>;
  /** Starts a new run of the same event; `from: "failure"` keeps the steps that had succeeded. Returns its id. */
  rerun(id: string, options?: { from?: "start" | "failure" }): Promise<string>;
};
