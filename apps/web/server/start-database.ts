import { type Database, migrateDatabase, openDatabase } from "@availability/db";
import { EmbeddedPostgresError, startPostgres } from "@availability/embedded/postgres";
import type { Config } from "./config.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { Logger } from "./logger.ts";
import { StartError } from "./start-error.ts";

export type DatabaseOptions = { config: Config; logger: Logger; lifecycle: Lifecycle };

/** Starts or reaches the database, brings it to the newest schema and opens the pool. Throws StartError. */
export async function startDatabase({
  config,
  logger,
  lifecycle,
}: DatabaseOptions): Promise<{ url: string; database: Database }> {
  const url = config.databaseUrl ?? (await startEmbedded({ config, logger, lifecycle }));
  try {
    await migrateDatabase(url);
  } catch (error) {
    throw explain(error, url, config);
  }
  const database = openDatabase(url, { applicationName: "availability-web" });
  lifecycle.started("database pool", () => database.close());
  return { url, database };
}

async function startEmbedded({ config, logger, lifecycle }: DatabaseOptions): Promise<string> {
  const log = (line: string) => logger.info({ part: "postgres" }, line);
  try {
    const postgres = await startPostgres({ dataDir: config.dataDir, database: "availability", log });
    lifecycle.started("postgres", () => postgres.stop());
    void postgres.exited.then(({ expected, reason }) => {
      if (!expected)
        lifecycle.fail(
          new StartError(`the embedded Postgres ended: ${reason}. Start again; nothing is lost.`),
        );
    });
    return postgres.url;
  } catch (error) {
    throw error instanceof EmbeddedPostgresError ? new StartError(error.message) : error;
  }
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html, and Node's own codes of failed connections
const causes: Record<string, string> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "the host name is unknown",
  EAI_AGAIN: "the host name cannot be looked up",
  ETIMEDOUT: "the host does not answer",
  EHOSTUNREACH: "the host cannot be reached",
  CONNECT_TIMEOUT: "the host does not answer",
  CONNECTION_CLOSED: "the server closed the connection",
  "28P01": "it refuses the user or the password",
  "28000": "it refuses the user",
  "3D000": "the database does not exist: create it first",
  "42501": "the user may not create tables or extensions there",
  "0A000": "the server lacks a feature we need: Postgres 15 or later with btree_gist",
};

/** Names host, port and database, never user or password. */
function explain(error: unknown, url: string, config: Config): unknown {
  const code = codeOf(error);
  const cause = causes[code];
  if (!cause || config.databaseUrl === null) return error;
  const { hostname, port, pathname } = new URL(url);
  return new StartError(
    `DATABASE_URL points at ${hostname}:${port || "5432"}${pathname}, but ${cause} (${code}). Correct it, or remove it to use the embedded Postgres.`,
  );
}

/** Drizzle wraps the driver's error in its own. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return "";
  return "code" in error ? String(error.code) : codeOf(error.cause);
}
