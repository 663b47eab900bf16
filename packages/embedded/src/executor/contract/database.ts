import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { postgresServerUrl } from "./config.ts";

export type ContractDatabase = AsyncDisposable & { url: string; sql: postgres.Sql };

/** Tells the tests' own connections from those of the executor. */
export const observerName = "observer";

/** An empty database of the caller's own; disposing drops it. */
export async function createDatabase(): Promise<ContractDatabase> {
  const server = postgres(postgresServerUrl(), { max: 1 });
  const name = `executor_test_${randomUUID().replaceAll("-", "")}`;
  await server`create database ${server(name)}`;
  const url = new URL(postgresServerUrl());
  url.pathname = `/${name}`;
  const sql = postgres(url.href, {
    max: 4,
    onnotice: () => undefined,
    connection: { application_name: observerName },
  });
  return {
    url: url.href,
    sql,
    async [Symbol.asyncDispose]() {
      await sql.end({ timeout: 5 });
      await server`drop database if exists ${server(name)} with (force)`;
      await server.end({ timeout: 5 });
    },
  };
}
