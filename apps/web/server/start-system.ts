import { createServer, type RequestListener, type Server } from "node:http";
import type { Database } from "@availability/db";
import { createAuth } from "./accounts/create-auth.ts";
import { createMemberships } from "./accounts/memberships.ts";
import type { Config } from "./config.ts";
import { createApp } from "./http/create-app.ts";
import { closeServer, listen, trackSockets } from "./http/listen.ts";
import { builtScreens, hotScreens } from "./http/remix.ts";
import { starting } from "./http/starting.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { Logger } from "./logger.ts";
import type { AppServices } from "./services.ts";
import { startDatabase } from "./start-database.ts";

export type SystemOptions = { config: Config; logger: Logger; lifecycle: Lifecycle; isDevelopment: boolean };

const requestGraceMs = 3_000;

/**
 * Starts every part in the order in which they need each other. Whatever was started is registered with `lifecycle`,
 * which the caller stops, also when this throws.
 */
export async function startSystem(options: SystemOptions): Promise<void> {
  const { config, logger, lifecycle } = options;
  // The port comes first: when it is taken, nothing else has been touched.
  const http = await openPort(config, lifecycle);
  const { database } = await startDatabase(options);
  const app = createServices(options, database);
  const screens = options.isDevelopment ? await hotScreens(app, http.server) : await builtScreens(app);
  lifecycle.started("screens", () => screens.close());
  http.serve(
    createApp({
      config,
      logger,
      screens,
      isDevelopment: options.isDevelopment,
      formTargets: [],
      checks: { database: async () => (await database.sql`select 1`).length === 1 },
    }),
  );
  lifecycle.started("http", () => http.close());
  console.log(`Availability is ready at ${config.appUrl.origin}`);
}

type Http = { server: Server; serve(listener: RequestListener): void; close(): Promise<void> };

async function openPort(config: Config, lifecycle: Lifecycle): Promise<Http> {
  let current: RequestListener = starting;
  const server = createServer((request, response) => current(request, response));
  const sockets = trackSockets(server);
  await listen(server, config);
  const close = () => closeServer(server, sockets, requestGraceMs);
  lifecycle.started("port", close);
  const serve = (listener: RequestListener) => {
    current = listener;
  };
  return { server, close, serve };
}

function createServices({ config, logger }: SystemOptions, database: Database): AppServices {
  return {
    config: {
      appUrl: config.appUrl.origin,
      simulated: { google: config.google === null, microsoft: config.microsoft === null },
      simulatorUrl: null,
      demoLogin: null,
    },
    db: database.db,
    auth: createAuth({ config, database, logger }),
    memberships: createMemberships(database),
    environment: {} as AppServices["environment"],
    logger,
  };
}
