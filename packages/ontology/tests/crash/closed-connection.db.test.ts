import { openDatabase } from "@availability/db";
import { must } from "@availability/domain/errors";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createWorld, type World } from "../world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world[Symbol.asyncDispose]());

test.each([
  ["a short statement", "select 1"],
  ["a long one, which is written at once", `select ${"1 + ".repeat(400)} 1`],
])(
  "[BK83] in a transaction whose connection has closed %s is refused, and the pool goes on",
  async (_name, text) => {
    const database = openDatabase(world.url, { max: 1 });
    try {
      let transaction: Promise<unknown> = Promise.resolve();
      const { late, pid } = await new Promise<{ late: () => Promise<unknown>; pid: number }>((begun) => {
        transaction = database.sql.begin(async (tx) => {
          const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
          begun({ late: () => tx.unsafe(text), pid: must(row, "a select of a value has a row").pid });
          // It ends with its connection.
          await new Promise(() => undefined);
        });
        transaction.catch(() => undefined);
      });
      await world.database.sql`select pg_terminate_backend(${pid}, 10000)`;
      await expect(transaction).rejects.toThrow();
      await expect(late()).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
      expect(await database.sql`select 2 as two`).toEqual([{ two: 2 }]);
    } finally {
      await database.close();
    }
  },
);
