import type { ProviderName } from "@availability/domain/calendar";
import fc from "fast-check";
import { convergenceRuns } from "./convergence-runs.ts";
import { deed, opening, perform } from "./deeds.ts";
import { becomeQuiet, expectConverged } from "./quiet.ts";
import { openTheatre, setStage } from "./stage.ts";

/** Plays random schedules against one provider; fails with the seed of the first after which the two sides differ. */
export async function expectAgreement(provider: ProviderName): Promise<void> {
  await using theatre = await openTheatre(provider);
  let schedules = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 40, size: "max" }), async (deeds) => {
      const stage = await setStage(theatre, `s${schedules++}`);
      for (const each of [...opening, ...deeds]) await perform(stage, each);
      await becomeQuiet(stage);
      await expectConverged(stage);
    }),
    { ...convergenceRuns, endOnFailure: process.env.AVAILABILITY_CONVERGENCE_SHRINK === undefined },
  );
}
