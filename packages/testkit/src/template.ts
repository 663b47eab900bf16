import { randomUUID } from "node:crypto";
import postgres from "postgres";

/** Where test databases come from: a server, and the migrated database on it that they are cloned from. */
export interface Template {
  /** URL of a database on the server from which others are made and dropped. */
  serverUrl: string;
  name: string;
}

declare module "vitest" {
  interface ProvidedContext {
    testDatabaseTemplate: Template;
  }
}

/** Makes the template with `migrate`, then closes it to connections, so that it can always be cloned. */
export async function createTemplate(
  serverUrl: string,
  migrate: (url: string) => Promise<void>,
): Promise<Template> {
  const template = { serverUrl, name: uniqueName("template") };
  await onServer(serverUrl, (sql) => sql`create database ${sql(template.name)}`);
  try {
    await migrate(urlOf(template, template.name));
    await onServer(serverUrl, (sql) => sql`alter database ${sql(template.name)} allow_connections false`);
  } catch (error) {
    await dropDatabase(template, template.name);
    throw error;
  }
  return template;
}

/** Makes a database as a copy of the template and returns its name. */
export async function cloneTemplate(template: Template): Promise<string> {
  const name = uniqueName("test");
  await onServer(
    template.serverUrl,
    (sql) => sql`create database ${sql(name)} template ${sql(template.name)}`,
  );
  return name;
}

/** Drops a database; connections to it are cut. */
export async function dropDatabase(template: Template, name: string): Promise<void> {
  await onServer(template.serverUrl, (sql) => sql`drop database if exists ${sql(name)} with (force)`);
}

/** The URL of a database on the template's server. */
export function urlOf(template: Template, name: string): string {
  const url = new URL(template.serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

function uniqueName(kind: string): string {
  return `availability_${kind}_${randomUUID().replaceAll("-", "")}`;
}

async function onServer(url: string, statement: (sql: postgres.Sql) => PromiseLike<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    await statement(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
