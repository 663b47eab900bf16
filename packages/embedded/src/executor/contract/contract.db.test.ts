import { randomUUID } from "node:crypto";
import type { InngestFunction } from "inngest";
import { afterAll, beforeAll, describe } from "vitest";
import { inngestServer } from "./config.ts";
import type { Contract } from "./contract.ts";
import { createDatabase } from "./database.ts";
import { embeddedEngine } from "./embedded-engine.ts";
import { flowControl } from "./flow-control.ts";
import { inngestEngine } from "./inngest-engine.ts";
import { openObservations } from "./observations.ts";
import { stepsAndRetries } from "./steps-and-retries.ts";
import { waiting } from "./waiting.ts";

const server = inngestServer();
const appId = `contract-${randomUUID().slice(0, 8)}`;
const database = await createDatabase();
const engine = server ? inngestEngine(server, appId) : embeddedEngine(database, appId);
const functions: InngestFunction.Any[] = [];

const contract: Contract = {
  client: engine.client,
  deadlineMs: engine.deadlineMs,
  observations: await openObservations(database.sql, engine.deadlineMs),
  event: (name) => `${appId}/${name}`,
  define: (...more) => void functions.push(...more),
  hurryCrons: () => engine.hurryCrons(),
  async send(name, data, rest = {}) {
    await engine.client.send({ name: `${appId}/${name}`, data, ...rest });
  },
};

beforeAll(() => engine.start(functions), engine.deadlineMs);
afterAll(async () => {
  await engine[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

describe(`contract: ${server ? `Inngest at ${server.baseUrl}` : "embedded executor"}`, {
  timeout: 2 * engine.deadlineMs,
}, () => {
  describe("steps and retries", () => stepsAndRetries(contract));
  describe("waiting", () => waiting(contract));
  describe("flow control", () => flowControl(contract));
});
