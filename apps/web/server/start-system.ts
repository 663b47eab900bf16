import { createServer, type RequestListener, type Server } from "node:http";
import { type Database, openChangeFeed } from "@availability/db";
import { must } from "@availability/domain/errors";
import type { Environment } from "@availability/ontology";
import { createCipher } from "@availability/ontology/calendar";
import { type Auth, createAuth } from "./accounts/create-auth.ts";
import { createInvitations } from "./accounts/invitations.ts";
import { createMembers } from "./accounts/members.ts";
import { createMemberships } from "./accounts/memberships.ts";
import { approvalUrl } from "./approval-url.ts";
import type { Config } from "./config.ts";
import { createLimits } from "./create-limits.ts";
import { type Demo, prepareDemo } from "./demo/prepare-demo.ts";
import { createApp } from "./http/create-app.ts";
import { closeServer, listen, trackSockets } from "./http/listen.ts";
import { notificationDoors } from "./http/notification-doors.ts";
import { builtScreens, hotScreens } from "./http/remix.ts";
import { starting } from "./http/starting.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { Logger } from "./logger.ts";
import { createProviders } from "./providers.ts";
import type { AppServices } from "./services.ts";
import { startDatabase } from "./start-database.ts";
import { startJobs } from "./start-jobs.ts";
import { startSimulatorIfNeeded } from "./start-simulator.ts";

export type SystemOptions = { config: Config; logger: Logger; lifecycle: Lifecycle; isDevelopment: boolean };

const requestGraceMs = 3_000;

/**
 * Starts every part in the order in which they need each other. Whatever was started is registered with `lifecycle`,
 * which the caller stops, also when this throws.
 */
export async function startSystem(options: SystemOptions): Promise<void> {
  const { config, logger, lifecycle, isDevelopment } = options;
  // The port comes first: when it is taken, nothing else has been touched.
  const http = await openPort(config, lifecycle);
  const { database, url } = await startDatabase(options);
  const simulator = await startSimulatorIfNeeded(config, options);
  const { providers, consentOrigins } = createProviders(config, simulator);
  const changes = await openChangeFeed(database.sql);
  lifecycle.started("change feed", () => changes.close());
  const base = {
    db: database.db,
    changes,
    now: Date.now,
    providers,
    cipher: createCipher(config.encryptionKeys),
    installationId: await installationId(database),
    allowPrivateWebhooks: config.allowPrivateWebhooks,
    ...(config.jobDashboardUrl === null ? {} : { jobDashboardUrl: config.jobDashboardUrl }),
    notificationBaseUrl: notificationBaseUrl(config.appUrl, simulator !== null),
  };
  const jobs = await startJobs({ config, logger, lifecycle, databaseUrl: url, base });
  const { environment } = jobs;
  const auth = createAuth({ config, database, logger });
  const simulatorUrl = simulator?.url ?? null;
  const demo = await prepareDemo({
    config,
    logger,
    database,
    databaseUrl: url,
    environment,
    auth,
    simulatorUrl,
  });
  const app = createServices({ config, logger, database, environment, auth, simulatorUrl, demo });
  const screens = isDevelopment ? await hotScreens(app, http.server) : await builtScreens(app);
  lifecycle.started("screens", () => screens.close());
  const checks = { database: () => answers(database), jobs: jobs.isReady };
  const areOn = environment.notificationBaseUrl !== null;
  const notifications = { doors: notificationDoors(environment, logger), areOn };
  http.serve(
    createApp({
      config,
      logger,
      screens,
      checks,
      isDevelopment,
      consentOrigins,
      jobsDoor: jobs.door,
      notifications,
    }),
  );
  lifecycle.started("http", () => http.close());
  // Ended first when stopping: their streams last as long as somebody listens.
  lifecycle.started("listeners", () => changes.close());
  await jobs.register();
  console.log(`Availability is ready at ${config.appUrl.origin}`);
  if (demo.user) console.log(`Sign in as ${demo.user.email} with the password ${demo.user.password}`);
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

type ServiceParts = {
  config: Config;
  logger: Logger;
  database: Database;
  environment: Environment;
  auth: Auth;
  simulatorUrl: string | null;
  demo: Demo;
};

function createServices(parts: ServiceParts): AppServices {
  const { config, logger, database, environment, auth, simulatorUrl, demo } = parts;
  return {
    config: {
      appUrl: config.appUrl.origin,
      simulated: { google: simulatorUrl !== null, microsoft: simulatorUrl !== null },
      simulatorUrl,
      approvalUrl: approvalUrl(config),
      // Strangers who reach the site from outside must not read it there.
      demoLogin: isLoopback(config.appUrl) ? demo.user : null,
    },
    db: database.db,
    auth,
    memberships: createMemberships(database),
    members: createMembers(database),
    invitations: createInvitations(database),
    environment,
    logger,
    limits: createLimits({ config, logger, database }),
  };
}

/** Providers send to https alone; the simulator, on this machine, sends to it in clear as well. */
function notificationBaseUrl(appUrl: URL, isSimulated: boolean): string | null {
  return appUrl.protocol === "https:" || (isSimulated && isLoopback(appUrl)) ? appUrl.origin : null;
}

function isLoopback({ hostname }: URL): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

async function installationId({ sql }: Database): Promise<string> {
  const [row] = await sql<{ id: string }[]>`select id from installation`;
  return must(row, "the migration made the installation's row").id;
}

async function answers({ sql }: Database): Promise<boolean> {
  return (await sql`select 1`).length === 1;
}
