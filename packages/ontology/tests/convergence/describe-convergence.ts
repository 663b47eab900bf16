import type { ProviderName } from "@availability/domain/calendar";
import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { convergenceRuns, convergenceTimeout } from "./convergence-runs.ts";
import { deed, opening, perform } from "./deeds.ts";
import { becomeQuiet, expectConverged } from "./quiet.ts";
import { openTheatre, setStage, type Theatre } from "./stage.ts";

/** Random schedules against one provider. A file for each, so that they run beside each other. */
export function describeConvergence(provider: ProviderName): void {
  let theatre: Theatre;
  beforeAll(async () => {
    theatre = await openTheatre(provider);
  });
  afterAll(() => theatre[Symbol.asyncDispose]());

  let schedules = 0;

  test(`[SY90] whatever the team and the owner of a ${provider} calendar do, whatever fails and whenever a worker dies, both sides agree once it is quiet`, {
    timeout: convergenceTimeout,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 40, size: "max" }), async (deeds) => {
        const stage = await setStage(theatre, `s${schedules++}`);
        for (const each of [...opening, ...deeds]) await perform(stage, each);
        await becomeQuiet(stage);
        await expectConverged(stage);
      }),
      { ...convergenceRuns, endOnFailure: process.env.AVAILABILITY_CONVERGENCE_SHRINK === undefined },
    );
  });
}
