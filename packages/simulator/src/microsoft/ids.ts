import { createHash } from "node:crypto";
import type { Calendar } from "../state/model.ts";
import { GraphError } from "./graph-error.ts";

/** Outlook's ids end in padding, which clients must leave alone. */
const TAIL = "AAA=";
const IMMUTABLE = "AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A";
const MUTABLE = "AAMkADE1NWIxYzRl";

/** The id of an event in answers: one that survives a move to another calendar, or one that does not. */
export function graphId(calendar: Calendar, id: string, immutable: boolean): string {
  return immutable ? IMMUTABLE + encoded(id) : MUTABLE + encoded(`${placeOf(calendar)}:${id}`);
}

/** What a Graph id names. A mutable id is good only in the calendar it was made for. Malformed ones are a 400. */
export function readGraphId(text: string): { id: string; isIn(calendar: Calendar): boolean } {
  if (text.startsWith(IMMUTABLE)) return { id: decoded(text, IMMUTABLE), isIn: () => true };
  if (!text.startsWith(MUTABLE)) throw malformed();
  const [place, id = ""] = decoded(text, MUTABLE).split(":");
  return { id, isIn: (calendar) => placeOf(calendar) === place };
}

/** Outlook's global id of a meeting; each occurrence has its own. */
export function newICalUid(id: string): string {
  return `040000008200E00074C5B7101A82E008${Buffer.from(id).toString("hex").toUpperCase()}`;
}

function malformed(): GraphError {
  return new GraphError(400, "ErrorInvalidIdMalformed", "Id is malformed.");
}

function placeOf(calendar: Calendar): string {
  return createHash("sha256").update(calendar.id).digest("hex").slice(0, 8);
}

function encoded(text: string): string {
  return Buffer.from(text).toString("base64url") + TAIL;
}

function decoded(text: string, head: string): string {
  if (!text.endsWith(TAIL)) throw malformed();
  return Buffer.from(text.slice(head.length, -TAIL.length), "base64url").toString("utf8");
}
