import path from "node:path";
import {
  googleEndpoints,
  microsoftEndpoints,
  SIMULATOR_CLIENT_ID,
  SIMULATOR_CLIENT_SECRET,
  SIMULATOR_MICROSOFT_CLIENT_ID,
  SIMULATOR_MICROSOFT_CLIENT_SECRET,
  startSimulator,
} from "@availability/simulator";
import type { Config, OAuthCredentials } from "./config.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { Logger } from "./logger.ts";
import { StartError } from "./start-error.ts";

export type RunningSimulator = {
  url: string;
  google: OAuthCredentials & ReturnType<typeof googleEndpoints>;
  microsoft: OAuthCredentials & ReturnType<typeof microsoftEndpoints>;
};

/**
 * Starts the stand-in for both providers; null when one of them is configured, because made-up calendars have no place
 * beside real ones: the other provider is then not offered. Throws StartError.
 */
export async function startSimulatorIfNeeded(
  config: Config,
  { logger, lifecycle }: { logger: Logger; lifecycle: Lifecycle },
): Promise<RunningSimulator | null> {
  if (config.google || config.microsoft) return null;
  const simulator = await start(config, logger);
  lifecycle.started("simulator", () => simulator.stop());
  return {
    url: simulator.url,
    google: {
      clientId: SIMULATOR_CLIENT_ID,
      clientSecret: SIMULATOR_CLIENT_SECRET,
      ...googleEndpoints(simulator.url),
    },
    microsoft: {
      clientId: SIMULATOR_MICROSOFT_CLIENT_ID,
      clientSecret: SIMULATOR_MICROSOFT_CLIENT_SECRET,
      ...microsoftEndpoints(simulator.url),
    },
  };
}

async function start(config: Config, logger: Logger) {
  try {
    return await startSimulator({
      port: config.simulatorPort,
      statePath: path.join(config.dataDir, "simulator.json"),
      log: (message) => logger.error({ part: "simulator" }, message),
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new StartError(`${error.message} SIMULATOR_PORT chooses the port; 0 takes a free one.`);
  }
}
