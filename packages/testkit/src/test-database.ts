import { inject } from "vitest";
import { cloneTemplate, dropDatabase, urlOf } from "./template.ts";

export interface TestDatabase extends AsyncDisposable {
  url: string;
}

/**
 * A migrated, empty database of the caller's own. Disposing drops it and cuts what is still connected, so
 * `await using database = await createTestDatabase()` in a test, or dispose of it in `afterAll` for a whole file.
 * Needs the global setup of this package in the vitest project.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = inject("testDatabaseTemplate");
  const name = await cloneTemplate(template);
  return {
    url: urlOf(template, name),
    [Symbol.asyncDispose]: () => dropDatabase(template, name),
  };
}
