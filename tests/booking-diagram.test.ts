import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import {
  allowedActions,
  bookingStatuses,
  bookingTransitions,
  isFinal,
} from "../packages/domain/src/booking/index.ts";

const spec = readFileSync(join(import.meta.dirname, "../docs/spec/booking.md"), "utf8");

/** The table of transitions as a Mermaid state diagram. */
function diagram(): string {
  const moves = bookingStatuses.flatMap((from) =>
    allowedActions(from).map((action) => `  ${from} --> ${bookingTransitions[from][action]}: ${action}`),
  );
  const ends = bookingStatuses.filter(isFinal).map((status) => `  ${status} --> [*]`);
  const starts = ["hold", "pending", "confirmed"].map((status) => `  [*] --> ${status}`);
  return ["stateDiagram-v2", ...starts, ...moves, ...ends].join("\n");
}

test("the diagram in docs/spec/booking.md is what the table of transitions says; paste what is expected here", () => {
  const [, drawn] = /```mermaid\n(stateDiagram[\s\S]*?)\n```/.exec(spec) ?? [];
  expect(drawn).toBe(diagram());
});
