import type { ProviderName } from "@availability/domain/calendar";
import fc from "fast-check";
import * as z from "zod";
import { expectConverged } from "./converged.ts";
import { convergenceRuns, isLong } from "./convergence-runs.ts";
import { type Deed, deed, opening } from "./deeds.ts";
import { perform } from "./perform.ts";
import { becomeQuiet } from "./quiet.ts";
import { openTheatre, setStage, type Theatre } from "./stage.ts";
import { note, noteState } from "./trace.ts";

const schedule = fc.array(deed, { minLength: 5, maxLength: 40, size: "max" });
/** So often a long run says how far it is. */
const reportEvery = 50;

/** Plays random schedules against one provider; fails with the seed of the first after which the two sides differ. */
export async function expectAgreement(provider: ProviderName): Promise<void> {
  await using theatre = await openTheatre(provider);
  const { numRuns, seed } = convergenceRuns;
  let played = 0;
  const report = () =>
    process.stdout.write(`${provider}, seed ${seed}: ${played} schedules; ${theatre.census}\n`);
  await fc.assert(
    fc.asyncProperty(schedule, async (deeds) => {
      await play(theatre, `s${played}`, [...opening, ...deeds]);
      played += 1;
      if (isLong && (played % reportEvery === 0 || played === numRuns)) report();
    }),
    convergenceRuns,
  );
}

async function play(theatre: Theatre, name: string, deeds: readonly Deed[]): Promise<void> {
  const stage = await setStage(theatre, name);
  for (const each of deeds) {
    note(() => `${new Date(stage.ctx.now()).toISOString()} ${JSON.stringify(each)}`);
    await perform(stage, each);
    await noteState(stage);
  }
  await countFaults(theatre);
  await becomeQuiet(stage);
  await expectConverged(stage);
}

/** How many calls met a fault of the provider. */
async function countFaults({ control, census }: Theatre): Promise<void> {
  const faults = z.array(z.object({ fired: z.number() })).parse(await control("GET", "faults"));
  for (const { fired } of faults) census.add("met a fault", fired);
}
