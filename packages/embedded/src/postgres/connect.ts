import postgres from "postgres";
import { EmbeddedPostgresError, errorCode } from "./error.ts";

/** The URL of a database on the embedded server. */
export function urlOf(password: string, port: number, database: string): string {
  return `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

/** Asks the server for a sign of life: an answer, not yet (it starts, stops or is not there), or an error. */
export async function answers(url: string): Promise<boolean> {
  return await withConnection(url, async (sql) => {
    try {
      await sql`select 1`;
      return true;
    } catch (error) {
      if (isNotYet(error)) return false;
      if (errorCode(error) !== "28P01") throw error;
      throw new EmbeddedPostgresError(
        `The database server on port ${new URL(url).port} does not accept the password in state.json; restore the state.json that belongs to it.`,
      );
    }
  });
}

/** Makes the database unless it exists. */
export async function ensureDatabase(maintenanceUrl: string, database: string): Promise<void> {
  await withConnection(maintenanceUrl, async (sql) => {
    const found = await sql`select 1 from pg_database where datname = ${database}`;
    if (found.length === 0) await sql`create database ${sql(database)}`;
  });
}

async function withConnection<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

// 57P03 cannot_connect_now: starting up, shutting down or in recovery. 57P01: shut down while we asked.
function isNotYet(error: unknown): boolean {
  const code = errorCode(error) ?? "";
  return ["57P03", "57P01", "ECONNREFUSED", "ECONNRESET", "CONNECT_TIMEOUT", "CONNECTION_CLOSED"].includes(
    code,
  );
}
