import { migrateDatabase } from "@availability/db";
import type { TestProject } from "vitest/node";
import { startTestServer, type TestServer } from "./server.ts";
import { createTemplate, dropDatabase } from "./template.ts";

/**
 * Vitest global setup of the projects that need Postgres: one server (TEST_DATABASE_URL, or the embedded one) and one
 * migrated template on it. The returned teardown removes both.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer((line) => project.vitest.logger.log(`[postgres] ${line}`));
  try {
    const template = await createTemplate(server.url, migrateDatabase);
    project.provide("testDatabaseTemplate", template);
    return () => dropDatabase(template, template.name).finally(server.remove);
  } catch (error) {
    await server.remove();
    throw error;
  }
}

async function testServer(log: (line: string) => void): Promise<TestServer> {
  const url = process.env.TEST_DATABASE_URL;
  if (url === undefined || url === "") return await startTestServer(log);
  return { url, remove: () => Promise.resolve() };
}
