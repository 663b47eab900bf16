import { instantsOf } from "./all-day.ts";
import type { EventDraft, RemoteEvent } from "./port.ts";

/** What of an event a person can change and we can tell: when it is, and what it says. */
export type EventMark = {
  /** Minutes since the epoch, start and end: providers round seconds. */
  time: string;
  /** Title, notes, place and the like, free of what a provider does to them on its way. */
  words: string;
};

type Said = {
  title: string | null;
  description: string | null;
  location: string | null;
  isAllDay: boolean;
  status: RemoteEvent["status"];
};

/** The mark of an event as a provider gave it; all-day dates are read in `timeZone` (IANA), the calendar's own. */
export function markOf(event: RemoteEvent, timeZone: string): EventMark {
  const { start, end } = instantsOf(event.time, timeZone);
  return {
    time: timeMark(start, end),
    words: wordsMark({ ...event, isAllDay: event.time.kind === "all_day" }),
  };
}

/** The mark that an event written from this draft has when the provider changes nothing about it. */
export function markOfDraft(draft: EventDraft): EventMark {
  const words = wordsMark({ ...draft, isAllDay: false, status: "confirmed" });
  return { time: timeMark(draft.start, draft.end), words };
}

/** epoch ms in, whole minutes out */
export function timeMark(start: number, end: number): string {
  return `${Math.floor(start / 60_000)}-${Math.floor(end / 60_000)}`;
}

function wordsMark({ title, description, location, isAllDay, status }: Said): string {
  return JSON.stringify([plain(title), plain(description), plain(location), isAllDay, status]);
}

const dropped = /<!--[\s\S]*?-->|<(head|style|script)\b[\s\S]*?<\/\1>/gi;
// Only what HTML knows: an address in angle brackets is text.
const inline = /<\/?(?:span|a|b|i|u|s|strong|em|font)(?:\s[^<>]*)?>/gi;
const block =
  /<\/?(?:html|body|meta|div|p|br|hr|ul|ol|li|table|thead|tbody|tr|t[dh]|pre|h[1-6]|img|blockquote)(?:\s[^<>]*)?\/?>/gi;
const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** Text alone: providers rewrite notes as HTML, encode signs and fold white space (Graph `itemBody`, Google's description). */
function plain(text: string | null): string {
  return (text ?? "")
    .replace(dropped, " ")
    .replace(inline, "")
    .replace(block, " ")
    .replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,6}));/gi, decoded)
    .normalize("NFC")
    .replace(/\s+/g, " ")
    .trim();
}

function decoded(whole: string, decimal?: string, hex?: string, name?: string): string {
  if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
  return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex ?? "20", 16) : Number(decimal));
}
