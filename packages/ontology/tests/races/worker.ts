// A process that runs commands when it is told to, all of them at once. Its settings come as one JSON argument, commands and
// answers over IPC: it says "ready" with the number of commands it has, and answers "go" with what became of each.
import { randomBytes } from "node:crypto";
import { type Db, newId, openDatabase } from "@availability/db";
import { isDomainError } from "@availability/domain/errors";
import { rolePermissions } from "@availability/domain/organization";
import * as z from "zod";
import { createCipher } from "../../src/calendar/index.ts";
import type { Ctx } from "../../src/index.ts";
import { Message, type Outcome, Settings } from "./messages.ts";
import { verbs } from "./verbs.ts";

const settings = Settings.parse(JSON.parse(process.argv[2] ?? ""));
const database = openDatabase(settings.databaseUrl, { max: settings.connections });
let transactions = 0;
const db = counted(database.db);

let waiting: Message & { kind: "prepare" } = { kind: "prepare", now: 0, organizationId: "", commands: [] };

process.on("message", (given) => {
  const message = Message.parse(given);
  if (message.kind === "prepare") {
    waiting = message;
    process.send?.({ kind: "ready" });
    return;
  }
  run().then((answer) => process.send?.({ kind: "done", ...answer }));
});
process.on("disconnect", () => process.exit(0));
// Connections are opened before the first race.
await Promise.all(Array.from({ length: settings.connections }, () => database.sql`select pg_sleep(0.05)`));
process.send?.({ kind: "started" });

async function run(): Promise<{ outcomes: Outcome[]; transactions: number }> {
  transactions = 0;
  const { commands, now, organizationId } = waiting;
  const outcomes = await Promise.all(
    commands.map(async ({ verb, input, aheadMs = 0 }) => {
      // The sweep has a transaction for each booking it ends.
      const ctx = contextOf(verb === "expire" ? database.db : db, organizationId, now + aheadMs);
      try {
        return { verb, code: "ok", message: "", result: await verbs[verb](ctx, input) };
      } catch (error) {
        return { verb, ...nameOf(error), result: null };
      }
    }),
  );
  return { outcomes, transactions };
}

function contextOf(db: Db, organizationId: string, now: number): Ctx {
  return {
    db,
    now: () => now,
    providers: {},
    cipher: createCipher([{ id: "race", key: randomBytes(32) }]),
    installationId: settings.installationId,
    publish: () => undefined,
    actor: { kind: "api_key", apiKeyId: newId(), organizationId, permissions: rolePermissions.owner },
  };
}

/** The refusal's code, or what the database said. */
function nameOf(error: unknown): { code: string; message: string } {
  if (isDomainError(error)) return { code: error.code, message: error.message };
  const Named = z.object({ code: z.string(), message: z.string() });
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const named = Named.safeParse({ code: "code" in cause ? cause.code : null, message: cause.message });
    if (named.success) return named.data;
  }
  return { code: "unknown", message: String(error) };
}

/** Counts the transactions that are begun. */
function counted(inner: Db): Db {
  const transaction: Db["transaction"] = (...given) => {
    transactions += 1;
    return inner.transaction(...given);
  };
  return new Proxy(inner, {
    get: (target, key) => (key === "transaction" ? transaction : Reflect.get(target, key, target)),
  });
}
