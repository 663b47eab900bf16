import { startSimulator } from "@availability/simulator";
import { afterAll, beforeAll } from "vitest";
import { describeProviderContract } from "../contract/index.ts";
import { microsoftWorld } from "./microsoft-world.ts";

let simulator: { url: string; stop(): Promise<void> };
beforeAll(async () => {
  simulator = await startSimulator({ port: 0, statePath: null });
});
afterAll(() => simulator.stop());

describeProviderContract("Microsoft", () => microsoftWorld(simulator.url));
