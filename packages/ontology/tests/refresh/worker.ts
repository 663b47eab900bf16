// A process that uses one account ten times at once when it is told to; its settings come as one JSON argument. It answers with
// the token that each caller was given, or what it met instead.
import { createGoogleProvider } from "@availability/calendars";
import { newId, openDatabase } from "@availability/db";
import { googleEndpoints, SIMULATOR_CLIENT_ID, SIMULATOR_CLIENT_SECRET } from "@availability/simulator";
import * as z from "zod";
import { createCipher } from "../../src/calendar/index.ts";
import { withAccess } from "../../src/calendar/with-access.ts";
import type { Ctx } from "../../src/index.ts";

export const Settings = z.object({
  databaseUrl: z.string(),
  simulatorUrl: z.string(),
  encryptionKey: z.base64(),
  now: z.number(),
  organizationId: z.uuid(),
  connectionId: z.uuid(),
  callers: z.int(),
});

const settings = Settings.parse(JSON.parse(process.argv[2] ?? ""));
const database = openDatabase(settings.databaseUrl, { max: 3 });
const ctx: Ctx = {
  db: database.db,
  now: () => settings.now,
  providers: {
    google: createGoogleProvider({
      clientId: SIMULATOR_CLIENT_ID,
      clientSecret: SIMULATOR_CLIENT_SECRET,
      ...googleEndpoints(settings.simulatorUrl),
    }),
  },
  cipher: createCipher([{ id: "test", key: Buffer.from(settings.encryptionKey, "base64") }]),
  installationId: newId(),
  publish: () => undefined,
  actor: { kind: "system", organizationId: settings.organizationId },
};

await database.sql`select 1`;
process.once("message", async () => {
  const calls = Array.from({ length: settings.callers }, () =>
    withAccess(ctx, settings.connectionId, async (_, accessToken) => accessToken),
  );
  const settled = await Promise.allSettled(calls);
  const met = settled.map((one) => (one.status === "fulfilled" ? one.value : String(one.reason)));
  process.send?.(met, () => process.exit(0));
});
process.send?.("ready");
