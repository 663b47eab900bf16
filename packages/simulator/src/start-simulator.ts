import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { simulatorApp } from "./app.ts";
import { faultRules } from "./control/fault-rules.ts";
import { requestLog } from "./control/request-log.ts";
import { notifyChannels } from "./google/watch.ts";
import { notifySubscriptions } from "./microsoft/notify.ts";
import { createDeliveries } from "./notifications/deliver.ts";
import type { Simulator } from "./simulator.ts";
import { accountsOf } from "./state/model.ts";
import { seedState } from "./state/seed.ts";
import { seedMicrosoft } from "./state/seed-microsoft.ts";
import { openStore } from "./state/store.ts";

export interface SimulatorOptions {
  /** 0 takes a free one. */
  port: number;
  /** The address to listen on; this machine only unless told otherwise. */
  host?: string;
  /** Where the state is kept; null keeps it in memory. */
  statePath: string | null;
  /** Epoch milliseconds. */
  now?: () => number;
  /** The base URL clients reach it by, when that is not http://host:port. */
  publicUrl?: string;
  /** Told of every error that a caller meets as a 500. */
  log?: (message: string) => void;
}

/**
 * Starts the simulator and resolves when it accepts connections. `stop` closes every connection and resolves when the
 * state is saved. Rejects with an Error that names the port or the state file when either cannot be had.
 */
export async function startSimulator(
  options: SimulatorOptions,
): Promise<{ url: string; stop(): Promise<void> }> {
  const { port, host = "127.0.0.1", statePath, now = Date.now, log = () => undefined } = options;
  const store = await openStore(statePath, () => seedState(now()));
  if (accountsOf(store.state, "microsoft").length === 0) {
    // A state file from before there was a Microsoft side.
    seedMicrosoft(store.state, now());
    store.changed();
  }
  let url = options.publicUrl?.replace(/\/+$/, "") ?? "";
  const simulator: Simulator = {
    store,
    now: () => now() + store.state.clockOffsetMs,
    realNow: Date.now,
    publicUrl: () => url,
    faults: faultRules(),
    requests: requestLog(),
    notifications: createDeliveries(log),
    log,
    async reset() {
      store.replace(await seedState(now()));
      simulator.faults.clear();
      simulator.requests.clear();
      simulator.notifications.clear();
    },
  };
  store.onChanged(() => {
    notifyChannels(simulator);
    notifySubscriptions(simulator);
  });
  const app = simulatorApp(simulator, () => [host, new URL(url).hostname]);
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server;
  const address = await listen(server, port, host);
  if (url === "") url = `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
  return {
    url,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await store.saved();
    },
  };
}

/** Base URLs of the Google side, as configuration for whoever calls it; `apiRootUrl` is googleapis' `rootUrl`. */
export function googleEndpoints(url: string) {
  return {
    authUrl: `${url}/google/o/oauth2/v2/auth`,
    tokenUrl: `${url}/google/token`,
    revokeUrl: `${url}/google/revoke`,
    jwksUrl: `${url}/google/oauth2/v3/certs`,
    apiRootUrl: `${url}/google/`,
  };
}

/** Base URLs of the Microsoft side; `/{tenant}/oauth2/v2.0/…` follows the first. */
export function microsoftEndpoints(url: string) {
  return { loginUrl: `${url}/microsoft`, graphUrl: `${url}/microsoft/v1.0` };
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const why = error.code === "EADDRINUSE" ? "the port is taken" : error.message;
      reject(new Error(`The simulator cannot listen on ${host}:${port}: ${why}.`, { cause: error }));
    });
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === "string")
        reject(new Error("The simulator has no TCP address."));
      else resolve(address);
    });
  });
}
