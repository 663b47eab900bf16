import type { FaultRules } from "./control/fault-rules.ts";
import type { RequestLog } from "./control/request-log.ts";
import type { Deliveries } from "./notifications/deliver.ts";
import type { Store } from "./state/store.ts";

/** What every part of the simulator works with. */
export interface Simulator {
  store: Store;
  /** Epoch milliseconds on the simulator's own clock, which the control door can move. */
  now(): number;
  /** The time of day outside: clients check id tokens against their own clock. */
  realNow(): number;
  /** The base URL people and clients reach it by, without a slash at the end. */
  publicUrl(): string;
  faults: FaultRules;
  requests: RequestLog;
  /** What is sent to webhooks. */
  notifications: Deliveries;
  log(message: string): void;
  /** Throws everything away and starts from the seed again. */
  reset(): Promise<void>;
}
