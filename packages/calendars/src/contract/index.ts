// Contract: what every calendar provider must do, run over HTTP against a stand-in of it.
import { afterEach, beforeEach, describe } from "vitest";
import { describeConnecting } from "./connecting.ts";
import { describeFailing } from "./failing.ts";
import { describeReading } from "./reading.ts";
import type { ProviderWorld, WorldSetup } from "./world.ts";
import { describeWriting } from "./writing.ts";

export type { ProviderWorld, Traits, Trouble, TroubledCall } from "./world.ts";

/** Runs the whole suite on the provider that `setup` gives, with an account of its own for each test. */
export function describeProviderContract(name: string, setup: WorldSetup): void {
  describe(`the ${name} adapter`, () => {
    let world: ProviderWorld | undefined;
    const current = (): ProviderWorld => {
      if (!world) throw new Error("The world stands inside a test alone");
      return world;
    };
    beforeEach(async () => {
      world = await setup();
    });
    afterEach(async () => {
      await world?.close();
      world = undefined;
    });
    describe("connecting", () => describeConnecting(current));
    describe("reading", () => describeReading(current));
    describe("writing", () => describeWriting(current));
    describe("failing", () => describeFailing(current));
  });
}
