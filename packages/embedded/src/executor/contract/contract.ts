import { randomUUID } from "node:crypto";
import type { Inngest, InngestFunction } from "inngest";
import type { Observations } from "./observations.ts";

/** An engine under contract: the embedded executor or a real Inngest server. */
export type Engine = AsyncDisposable & {
  client: Inngest;
  /** How long a test may wait for what the engine owes it. */
  deadlineMs: number;
  start(functions: InngestFunction.Any[]): Promise<void>;
  /** Makes every cron due now, where the engine can; elsewhere the minute has to pass. */
  hurryCrons(): Promise<void>;
};

/** What a scenario declares its functions and tests with. */
export type Contract = {
  client: Inngest;
  observations: Observations;
  deadlineMs: number;
  /** An event name of this run's own, so that runs against a shared server do not meet. */
  event(name: string): string;
  /** Registers functions; call it while the suite is collected. */
  define(...functions: InngestFunction.Any[]): void;
  hurryCrons(): Promise<void>;
  send(
    name: string,
    data: { key: string; [other: string]: unknown },
    rest?: { id?: string; ts?: number },
  ): Promise<void>;
};

/** Data of every contract event: observations are kept under its key. */
export type Keyed = { key: string; [other: string]: unknown };

export function freshKey(): string {
  return randomUUID();
}

/** The key of an event that a contract function received. */
export function keyOf(event: { data?: unknown }): string {
  const data = event.data as Partial<Keyed> | undefined; // every contract event is sent by Contract.send
  if (typeof data?.key !== "string") throw new Error("a contract event carries data.key");
  return data.key;
}
