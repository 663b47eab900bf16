import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { newId, openDatabase } from "@availability/db";
import { createCipher } from "@availability/ontology/calendar";
import { createTestDatabase } from "@availability/testkit";
import { createRequestHandler } from "@remix-run/express";
import type { ActionFunctionArgs, LoaderFunctionArgs, ServerBuild } from "@remix-run/node";
import { Router } from "express";
import { restApi } from "../app/rest/index.ts";
import { createKey, createOrganization } from "../app/rest/world.fixture.ts";
import { createApp } from "../server/http/create-app.ts";
import { createLogger } from "../server/logger.ts";

/**
 * The server's own chain in front of the API, on a free port and a database of its own, with a key of an empty organisation.
 * Of the screens there is the API's route alone, so that no build is needed.
 */
export async function startApi() {
  const testDatabase = await createTestDatabase();
  const database = openDatabase(testDatabase.url, { max: 5 });
  const environment = {
    db: database.db,
    now: Date.now,
    providers: {},
    cipher: createCipher([{ id: "test", key: randomBytes(32) }]),
    installationId: newId(),
    publish: () => undefined,
  };
  const { key } = await createKey(await createOrganization(environment));
  const logger = createLogger("silent");
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A TCP server's address is no text.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const answer = ({ request, context }: LoaderFunctionArgs | ActionFunctionArgs) =>
    restApi.fetch(request, {
      environment,
      logger,
      requestId: context.requestId,
      address: null,
      limits: null,
    });
  const pages = createRequestHandler({
    build: buildOf(answer),
    mode: "production",
    getLoadContext: (_request, response) => ({
      // The API's route takes what it needs from its closure.
      app: undefined as never,
      requestId: response.locals.requestId,
      address: null,
      cspNonce: response.locals.cspNonce,
    }),
  });
  const options = {
    checks: {},
    isDevelopment: false,
    consentOrigins: [],
    jobsDoor: null,
    notifications: null,
  };
  const screens = { assets: Router(), pages, close: async () => undefined };
  const config = { appUrl: new URL(url), trustedProxies: 0 };
  server.on("request", createApp({ ...options, config, logger, screens }));
  return {
    url,
    key,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await database.close();
      await testDatabase[Symbol.asyncDispose]();
    },
  };
}

function buildOf(
  answer: (args: LoaderFunctionArgs | ActionFunctionArgs) => Response | Promise<Response>,
): ServerBuild {
  const module = { default: undefined, loader: answer, action: answer };
  return {
    mode: "production",
    basename: "/",
    publicPath: "/",
    assetsBuildDirectory: "",
    isSpaMode: false,
    future: {
      v3_fetcherPersist: true,
      v3_lazyRouteDiscovery: true,
      v3_relativeSplatPath: true,
      v3_singleFetch: true,
      v3_throwAbortReason: true,
    },
    assets: { entry: { imports: [], module: "" }, routes: {}, url: "", version: "" },
    entry: { module: { default: () => new Response(null, { status: 404 }) } },
    routes: { api: { id: "api", path: "api/v1/*", module } },
  };
}

/** A folder that is gone when the test is over. */
export async function temporaryFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), "availability-docs-"));
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
