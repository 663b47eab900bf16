import { existsSync } from "node:fs";
import type { Server } from "node:http";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createRequestHandler } from "@remix-run/express";
import type { ServerBuild } from "@remix-run/node";
import express, { type RequestHandler, Router } from "express";
import type { AppServices } from "../services.ts";
import { StartError } from "../start-error.ts";

const webRoot = fileURLToPath(new URL("../..", import.meta.url));

export type Screens = { assets: RequestHandler; pages: RequestHandler; close(): Promise<void> };

/** The built screens from build/. Throws StartError when there is no build. */
export async function builtScreens(app: AppServices): Promise<Screens> {
  const entry = path.join(webRoot, "build/server/index.js");
  if (!existsSync(entry))
    throw new StartError("There is no build yet. Run `pnpm build`, or `pnpm start`, which builds.");
  const build: ServerBuild = await import(pathToFileURL(entry).href);
  const client = path.join(webRoot, "build/client");
  const assets = Router();
  // File names under assets/ carry a hash of the content.
  assets.use(
    "/assets",
    express.static(path.join(client, "assets"), { immutable: true, maxAge: "1y", fallthrough: false }),
  );
  assets.use(express.static(client, { maxAge: "1h" }));
  return { assets, pages: pages(build, app, "production"), close: async () => undefined };
}

/** The screens straight from app/, with hot reload over `server`. */
export async function hotScreens(app: AppServices, server: Server): Promise<Screens> {
  const { createServer } = await import("vite");
  const vite = await createServer({
    root: webRoot,
    configFile: path.join(webRoot, "vite.config.ts"),
    server: { middlewareMode: true, hmr: { server } },
  });
  const load = async () => (await vite.ssrLoadModule("virtual:remix/server-build")) as ServerBuild;
  return { assets: vite.middlewares, pages: pages(load, app, "development"), close: () => vite.close() };
}

function pages(
  build: ServerBuild | (() => Promise<ServerBuild>),
  app: AppServices,
  mode: string,
): RequestHandler {
  return createRequestHandler({
    build,
    mode,
    getLoadContext: (request, response) => ({
      app,
      address: request.ip ?? null,
      requestId: response.locals.requestId,
      cspNonce: response.locals.cspNonce,
    }),
  });
}
