import { Inngest } from "inngest";
import { createExecutor } from "../index.ts";
import type { Engine } from "./contract.ts";
import type { ContractDatabase } from "./database.ts";
import { makeCronsDue } from "./queue-surgery.ts";
import { quiet } from "./quiet.ts";

/** The embedded executor with short delays between attempts. */
export function embeddedEngine(database: ContractDatabase, appId: string): Engine {
  const executor = createExecutor({
    databaseUrl: database.url,
    log: quiet,
    retryDelaysMs: [20],
    retryJitterMs: 0,
  });
  const client = new Inngest({
    id: appId,
    isDev: true,
    fetch: executor.fetch,
    checkpointing: false,
    logger: quiet,
  });
  return {
    client,
    deadlineMs: 15_000,
    start: (functions) => executor.start({ client, functions }),
    hurryCrons: () => makeCronsDue(database.sql, new Date()),
    [Symbol.asyncDispose]: () => executor.stop(),
  };
}
