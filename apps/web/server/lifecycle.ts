import type { Logger } from "./logger.ts";

export type Lifecycle = {
  /** Registers how to stop a part that has just started. */
  started(name: string, stop: () => Promise<void>): void;
  /** Stops every part in reverse order of start; a part that fails to stop does not keep the others from stopping. */
  stopAll(): Promise<void>;
  /** Reports that a part without which the process is of no use has ended. */
  fail(cause: Error): void;
};

/** Keeps the parts of the process in the order in which they started. */
export function createLifecycle(logger: Logger, onFailure: (cause: Error) => void): Lifecycle {
  const parts: { name: string; stop: () => Promise<void> }[] = [];
  let stopping: Promise<void> | null = null;

  async function stopInReverse(): Promise<void> {
    for (let part = parts.pop(); part; part = parts.pop()) {
      try {
        await part.stop();
        logger.debug({ part: part.name }, "stopped");
      } catch (error) {
        logger.error({ part: part.name, err: error }, "stopping failed");
      }
    }
  }

  return {
    started: (name, stop) => {
      parts.push({ name, stop });
      logger.debug({ part: name }, "started");
    },
    stopAll: () => {
      stopping ??= stopInReverse();
      return stopping;
    },
    fail: (cause) => {
      if (!stopping) onFailure(cause);
    },
  };
}
