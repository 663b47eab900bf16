import type { ProviderName } from "@availability/domain/calendar";
import fc from "fast-check";
import * as z from "zod";
import { convergenceRuns, isLong } from "./convergence-runs.ts";
import { deed, opening } from "./deeds.ts";
import { perform } from "./perform.ts";
import { becomeQuiet, expectConverged } from "./quiet.ts";
import { openTheatre, setStage, type Theatre } from "./stage.ts";
import { note, noteState } from "./trace.ts";

/** Plays random schedules against one provider; fails with the seed of the first after which the two sides differ. */
export async function expectAgreement(provider: ProviderName): Promise<void> {
  await using theatre = await openTheatre(provider);
  const { census } = theatre;
  let schedules = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 40, size: "max" }), async (deeds) => {
      const stage = await setStage(theatre, `s${schedules++}`);
      for (const each of [...opening, ...deeds]) {
        note(() => `${new Date(stage.ctx.now()).toISOString()} ${JSON.stringify(each)}`);
        await perform(stage, each);
        await noteState(stage);
      }
      await countFaults(theatre);
      await becomeQuiet(stage);
      await expectConverged(stage);
    }),
    convergenceRuns,
  );
  if (isLong)
    process.stdout.write(`${provider}, seed ${convergenceRuns.seed}: ${schedules} schedules; ${census}\n`);
}

/** How many calls met a fault of the provider. */
async function countFaults({ control, census }: Theatre): Promise<void> {
  const faults = z.array(z.object({ fired: z.number() })).parse(await control("GET", "faults"));
  for (const { fired } of faults) census.add("met a fault", fired);
}
