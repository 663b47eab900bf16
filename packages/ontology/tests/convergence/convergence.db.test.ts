import fc from "fast-check";
import { afterAll, beforeAll, test } from "vitest";
import { convergenceRuns, convergenceTimeout } from "./convergence-runs.ts";
import { deed, opening, perform } from "./deeds.ts";
import { becomeQuiet, expectConverged } from "./quiet.ts";
import { openTheatre, setStage, type Theatre } from "./stage.ts";

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre();
});
afterAll(() => theatre[Symbol.asyncDispose]());

let schedules = 0;

test("[SY90] whatever both sides do, whatever fails and whenever a worker dies, both sides agree once it is quiet", {
  timeout: convergenceTimeout,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 40, size: "max" }), async (deeds) => {
      await theatre.control("DELETE", "faults");
      const stage = await setStage(theatre, `s${schedules++}`);
      for (const each of [...opening, ...deeds]) await perform(stage, each);
      await becomeQuiet(stage);
      await expectConverged(stage);
    }),
    { ...convergenceRuns, endOnFailure: process.env.AVAILABILITY_CONVERGENCE_SHRINK === undefined },
  );
});
