import { createExecutor } from "@availability/embedded/executor";
import { createClient, createFunctions, createPublisher } from "@availability/jobs";
import type { Environment } from "@availability/ontology";
import express, { type RequestHandler, Router } from "express";
import type { Inngest } from "inngest";
import { serve } from "inngest/express";
import type { Config, InngestConfig } from "./config.ts";
import { inngestSignature } from "./inngest-signature.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { Logger } from "./logger.ts";

export type Jobs = {
  environment: Environment;
  /** The signed door an Inngest server calls; null on the embedded executor, which needs none. */
  door: RequestHandler | null;
  /** True while this process leads the executor or stands by. */
  isReady: () => Promise<boolean>;
  /** To be called once HTTP answers: tells the Inngest server where we are. */
  register: () => Promise<void>;
};

export type JobsOptions = {
  config: Config;
  logger: Logger;
  lifecycle: Lifecycle;
  databaseUrl: string;
  /** Everything of the environment but the nudge, which the jobs provide. */
  base: Omit<Environment, "publish">;
};

/** Starts the engine that runs the jobs: the embedded executor, or the client of a configured Inngest server. */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  return options.config.inngest ? connectInngest(options, options.config.inngest) : startExecutor(options);
}

async function startExecutor({ databaseUrl, base, logger, lifecycle, config }: JobsOptions): Promise<Jobs> {
  const log = logger.child({ part: "jobs" });
  const executor = createExecutor({ databaseUrl, log, stopGraceMs: config.shutdownTimeoutMs / 2 });
  const inngest = createClient({ kind: "embedded", fetch: executor.fetch }, log);
  const environment = withPublisher({ inngest, base, logger: log, lifecycle });
  await executor.start({ client: inngest, functions: createFunctions({ inngest, environment }) });
  lifecycle.started("executor", () => executor.stop());
  return {
    environment,
    door: null,
    isReady: async () => (await executor.health()) !== null,
    register: async () => undefined,
  };
}

async function connectInngest(options: JobsOptions, inngestConfig: InngestConfig): Promise<Jobs> {
  const { base, logger, lifecycle, config } = options;
  const log = logger.child({ part: "jobs" });
  const { baseUrl, eventKey, signingKey, isDev } = inngestConfig;
  const engine = {
    kind: "server",
    eventKey: eventKey ?? "dev",
    signingKey: signingKey ?? "",
    isDev,
  } as const;
  const inngest = createClient({ ...engine, ...(baseUrl ? { baseUrl } : {}) }, log);
  const environment = withPublisher({ inngest, base, logger: log, lifecycle });
  const functions = createFunctions({ inngest, environment });
  const door = Router();
  // A call carries the state of a run: https://www.inngest.com/docs/usage-limits/inngest
  door.use("/api/inngest", express.json({ limit: "32mb" }));
  door.use(
    "/api/inngest",
    serve({ client: inngest, functions, serveOrigin: config.appUrl.origin, enableUnauthedSync: false }),
  );
  return { environment, door, isReady: async () => true, register: () => register(options, engine) };
}

function withPublisher(
  parts: Pick<JobsOptions, "base" | "logger" | "lifecycle"> & { inngest: Inngest },
): Environment {
  const { inngest, base, logger, lifecycle } = parts;
  const publisher = createPublisher(inngest, base, (error) =>
    logger.error({ err: error }, "relaying events failed"),
  );
  lifecycle.started("publisher", () => publisher.idle());
  return { ...base, publish: publisher.publish };
}

/** A restarted Inngest server runs no cron of ours before we have registered again. */
async function register(
  { config, logger }: JobsOptions,
  { signingKey }: { signingKey: string },
): Promise<void> {
  const log = logger.child({ part: "jobs" });
  try {
    const body = "{}";
    const response = await fetch(new URL("/api/inngest", config.appUrl), {
      method: "PUT",
      headers: {
        "Content-Type": "application/json",
        "X-Inngest-Signature": inngestSignature(body, signingKey, Math.floor(Date.now() / 1000)),
      },
      body,
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) log.error({ status: response.status }, "Inngest did not accept our functions");
  } catch (error) {
    log.error({ err: error }, "registering with Inngest failed; it retries when its server syncs the app");
  }
}
