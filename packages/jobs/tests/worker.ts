// A worker process for the crash tests: the embedded executor with the real functions, nothing else. Its settings come
// as one JSON argument; it says "ready" on its standard output when it takes work.
import { createGoogleProvider } from "@availability/calendars";
import { openDatabase } from "@availability/db";
import { createExecutor } from "@availability/embedded/executor";
import { createCipher } from "@availability/ontology/calendar";
import { googleEndpoints, SIMULATOR_CLIENT_ID, SIMULATOR_CLIENT_SECRET } from "@availability/simulator";
import * as z from "zod";
import { createClient, createFunctions, createPublisher } from "../src/index.ts";

const Settings = z.object({
  databaseUrl: z.string(),
  simulatorUrl: z.string(),
  installationId: z.string(),
  encryptionKey: z.base64(),
  clockAheadMs: z.number(),
});

const settings = Settings.parse(JSON.parse(process.argv[2] ?? ""));
const say = (line: string) => process.stdout.write(`${line}\n`);
const line = (fields: object, message: string) => say(JSON.stringify({ ...fields, message }));
const log = { info: line, warn: line, error: line, debug: line };

const executor = createExecutor({
  databaseUrl: settings.databaseUrl,
  log,
  retryDelaysMs: [200],
  retryJitterMs: 0,
});
const inngest = createClient({ kind: "embedded", fetch: executor.fetch }, log);
const database = openDatabase(settings.databaseUrl, { max: 4 });
const now = () => Date.now() + settings.clockAheadMs;
const publisher = createPublisher(inngest, { db: database.db, now }, (error) => say(String(error)));
const environment = {
  db: database.db,
  now,
  providers: {
    google: createGoogleProvider({
      clientId: SIMULATOR_CLIENT_ID,
      clientSecret: SIMULATOR_CLIENT_SECRET,
      ...googleEndpoints(settings.simulatorUrl),
    }),
  },
  cipher: createCipher([{ id: "test", key: Buffer.from(settings.encryptionKey, "base64") }]),
  installationId: settings.installationId,
  publish: publisher.publish,
};
await executor.start({ client: inngest, functions: createFunctions({ inngest, environment }) });
publisher.publish();
say("ready");
