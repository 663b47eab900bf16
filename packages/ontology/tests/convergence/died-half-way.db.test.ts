import { expect, test } from "vitest";
import { expectConverged } from "./converged.ts";
import type { Deed } from "./deeds.ts";
import { googleHand } from "./google-hand.ts";
import { outlookHand } from "./outlook-hand.ts";
import { perform } from "./perform.ts";
import { becomeQuiet } from "./quiet.ts";
import { openTheatre, setStage } from "./stage.ts";

const day = 24 * 3_600_000;
const at = Date.parse("2026-11-30T09:00:00+01:00");
const hands = { google: googleHand(), microsoft: outlookHand() };

test.each(["google", "microsoft"] as const)(
  "[SY158] what only a full reading saw that died half way is gone once the next has not seen it (%s)",
  async (provider) => {
    await using theatre = await openTheatre(provider);
    const stage = await setStage(theatre, "half");
    const smallPages = hands[provider].habits.findIndex(
      (habit) => JSON.stringify(habit) === '{"pageSize":1}',
    );
    expect(smallPages).toBeGreaterThanOrEqual(0);
    const begun: Deed[] = [
      { kind: "habit", habit: smallPages },
      ...[0, 1, 2, 3].map((n) => ({
        kind: "add" as const,
        calendar: 0,
        isFree: false,
        span: { start: at + n * day, end: at + n * day + 3_600_000 },
      })),
      { kind: "work", dieAfterCalls: 4, meanwhile: null },
      ...[0, 0, 0].map((nth) => ({ kind: "remove" as const, nth })),
    ];
    for (const deed of begun) await perform(stage, deed);
    await becomeQuiet(stage);
    await expectConverged(stage);
  },
);
