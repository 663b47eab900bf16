import { isId } from "../bookings/id.ts";

/** What was done a moment ago and can be taken back, as the address keeps it. */
export type Undo =
  | { kind: "block"; id: string; version: number }
  | { kind: "move"; id: string; version: number; start: number; minutes: number }
  | { kind: "undone" };

export function undoText(undo: Undo): string {
  switch (undo.kind) {
    case "block":
      return `block.${undo.id}.${undo.version}`;
    case "move":
      return `move.${undo.id}.${undo.version}.${undo.start}.${undo.minutes}`;
    case "undone":
      return "undone";
  }
}

/** Null for what is not understood. */
export function readUndo(text: string | null): Undo | null {
  const [kind, id, ...numbers] = (text ?? "").split(".");
  if (text === "undone") return { kind: "undone" };
  const [version = Number.NaN, start = Number.NaN, minutes = Number.NaN] = numbers.map(Number);
  if (!isId(id) || !Number.isInteger(version)) return null;
  if (kind === "block") return { kind, id, version };
  if (kind !== "move" || !Number.isInteger(start) || !(minutes > 0)) return null;
  return { kind, id, version, start, minutes };
}
