// Run as a process of its own: answers one POST to /bookings, and is killed as soon as the booking is committed.
import { newId, openDatabase } from "@availability/db";
import { createCipher } from "@availability/ontology/calendar";
import * as z from "zod";
import { restApi } from "./index.ts";

const Said = z.object({
  url: z.string(),
  cipherKey: z.string(),
  now: z.number(),
  key: z.string(),
  body: z.unknown(),
});

const { url, cipherKey, now, key, body } = Said.parse(JSON.parse(process.argv[2] ?? ""));
const environment = {
  db: openDatabase(url).db,
  now: () => now,
  providers: {},
  cipher: createCipher([{ id: "test", key: Buffer.from(cipherKey, "base64") }]),
  installationId: newId(),
  // Called after the commit, before the answer is kept.
  publish: () => process.kill(process.pid, "SIGKILL"),
};
const request = new Request("http://127.0.0.1:3000/api/v1/bookings", {
  method: "POST",
  headers: {
    Authorization: `Bearer ${key}`,
    "Content-Type": "application/json",
    "Idempotency-Key": "killed",
  },
  body: JSON.stringify(body),
});
await restApi.fetch(request, {
  environment,
  logger: { error: () => undefined },
  requestId: "request-1",
  address: null,
  limits: null,
});
