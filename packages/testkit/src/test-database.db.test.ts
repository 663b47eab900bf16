import postgres from "postgres";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { createTemplate } from "./template.ts";
import { createTestDatabase, type TestDatabase } from "./test-database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

test("a clone carries the schema of the migrations", async () => {
  const sql = postgres(database.url, { max: 1 });
  const tables = await sql`select 1 from information_schema.tables where table_name = 'organizations'`;
  await sql.end();
  expect(tables).toHaveLength(1);
});

test("clones made at once do not see each other", async () => {
  await using first = await createTestDatabase();
  await using second = await createTestDatabase();
  const clones = [first, second];
  const sizes = await Promise.all(
    clones.map(async ({ url }) => {
      const sql = postgres(url, { max: 1 });
      await sql`create table only_here (id int)`;
      const [row] = await sql`select count(*)::int as rows from only_here`;
      await sql.end();
      return row?.rows;
    }),
  );
  expect(sizes).toEqual([0, 0]);
});

test("disposing drops the database under an open connection", async () => {
  const clone = await createTestDatabase();
  const sql = postgres(clone.url, { max: 1 });
  await sql`select 1`;
  await clone[Symbol.asyncDispose]();
  await sql.end();

  const server = postgres(inject("testDatabaseTemplate").serverUrl, { max: 1 });
  const found =
    await server`select 1 from pg_database where datname = ${new URL(clone.url).pathname.slice(1)}`;
  await server.end();
  expect(found).toHaveLength(0);
});

test("many files may clone the template in the same moment", async () => {
  const clones = await Promise.all(Array.from({ length: 8 }, () => createTestDatabase()));
  expect(new Set(clones.map(({ url }) => url)).size).toBe(8);
  await Promise.all(clones.map((clone) => clone[Symbol.asyncDispose]()));
});

test("a failing migration leaves no template behind", async () => {
  const { serverUrl } = inject("testDatabaseTemplate");
  let name = "";
  const failing = createTemplate(serverUrl, async (url) => {
    name = new URL(url).pathname.slice(1);
    throw new Error("the migration failed");
  });
  await expect(failing).rejects.toThrow("the migration failed");

  const server = postgres(serverUrl, { max: 1 });
  const found = await server`select 1 from pg_database where datname = ${name}`;
  await server.end();
  expect(found).toHaveLength(0);
});
