import { expect, test } from "vitest";
import { readUndo, type Undo, undoText } from "./undo-param.ts";

const id = "01a231a8-b8f4-7098-bf6e-ebfb1f531f80";

test.each<Undo>([
  { kind: "block", id, version: 0 },
  { kind: "move", id, version: 3, start: 1_770_000_000_000, minutes: 60 },
  { kind: "undone" },
])("what can be undone is read back from the address", (undo) => {
  expect(readUndo(undoText(undo))).toEqual(undo);
});

test.each([null, "", "block", `block.${id}`, "block.1.2", `move.${id}.1.2`, `drop.${id}.1`])(
  "%s undoes nothing",
  (text) => {
    expect(readUndo(text)).toBeNull();
  },
);
