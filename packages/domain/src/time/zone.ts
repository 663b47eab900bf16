import { assert, DomainError, must } from "../errors/index.ts";

/** A stretch of instants `[from, until)`, epoch ms, in which a zone's clock runs `offset` ms ahead of UTC. */
export type OffsetSpan = { readonly from: number; readonly until: number; readonly offset: number };

/** An IANA zone with the offsets looked up so far. Comes from `zoneOf`; opaque to callers. */
export type Zone = {
  readonly name: string;
  readonly clock: Intl.DateTimeFormat;
  readonly chunks: Map<number, readonly OffsetSpan[]>;
  latest: OffsetSpan;
};

const chunkMs = 2 ** 33; // 99 days: filled as a whole on the first look-up
const sampleMs = 2 ** 28; // 3.1 days; no zone ever changed twice within 3.9 (Freetown 1939, tzdata 2025c)
// Beyond the years 0001 to 9999 the offsets at their edges go on.
const firstSecond = -62_135_424_000;
const lastSecond = 253_402_128_000;
const maxZones = 800; // every IANA name and alias fits
const maxChunks = 512; // per zone: 139 years
const namePattern = /^[A-Za-z][A-Za-z0-9_+\-/]{1,63}$/;
const clockPattern = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/;

const zones = new Map<string, Zone>();

/** True for an IANA zone name this runtime knows. Offsets such as "+02:00" are no zones. */
export function isTimeZone(name: unknown): name is string {
  return typeof name === "string" && (zones.has(name) || openZone(name) !== null);
}

/** The zone of that IANA name. Throws DomainError `invalid` for an unknown name. */
export function zoneOf(name: string): Zone {
  const zone = zones.get(name) ?? openZone(name);
  if (zone) return zone;
  const detail = `"${name}" is not a known time zone; use an IANA name such as "Europe/Berlin".`;
  throw new DomainError("invalid", detail, { errors: [{ pointer: "/timeZone", detail }] });
}

/** The span of constant offset that holds `instant`; shorter than the true one where a cache chunk ends. */
export function spanAt(zone: Zone, instant: number): OffsetSpan {
  const latest = zone.latest;
  if (instant >= latest.from && instant < latest.until) return latest;
  assert(Number.isFinite(instant), "an instant is a finite number");
  const index = Math.floor(instant / chunkMs);
  const chunk = zone.chunks.get(index) ?? fillChunk(zone, index);
  let at = chunk.length - 1;
  while (at > 0 && must(chunk[at], "index in range").from > instant) at -= 1;
  const span = must(chunk[at], "a chunk is never empty");
  zone.latest = span;
  return span;
}

function openZone(name: string): Zone | null {
  if (!namePattern.test(name)) return null;
  let clock: Intl.DateTimeFormat;
  try {
    clock = clockOf(name);
  } catch (error) {
    if (error instanceof RangeError) return null; // how Intl says "unknown zone"
    throw error;
  }
  const zone: Zone = { name, clock, chunks: new Map(), latest: { from: 0, until: 0, offset: 0 } };
  if (zones.size >= maxZones) zones.clear();
  zones.set(name, zone);
  return zone;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
}

function fillChunk(zone: Zone, index: number): readonly OffsetSpan[] {
  const start = index * chunkMs;
  const end = start + chunkMs;
  const spans: OffsetSpan[] = [];
  let from = start;
  let offset = offsetAtSecond(zone, Math.floor(start / 1000));
  const closeSpan = (at: number, next: number): void => {
    if (at > from) spans.push({ from, until: at, offset });
    from = at;
    offset = next;
  };
  for (let sample = start; sample < end; sample += sampleMs) {
    const low = Math.floor(sample / 1000);
    const high = Math.floor((sample + sampleMs) / 1000);
    findChanges(zone, low, offset, high, offsetAtSecond(zone, high), closeSpan);
  }
  if (from < end) spans.push({ from, until: end, offset });
  if (zone.chunks.size >= maxChunks) zone.chunks.clear();
  zone.chunks.set(index, spans);
  return spans;
}

/** Reports every change of offset in (low, high], seconds, in ascending order. */
function findChanges(
  zone: Zone,
  low: number,
  lowOffset: number,
  high: number,
  highOffset: number,
  report: (at: number, offset: number) => void,
): void {
  if (lowOffset === highOffset) return;
  if (high - low <= 1) {
    report(high * 1000, highOffset);
    return;
  }
  const middle = Math.floor((low + high) / 2);
  const middleOffset = offsetAtSecond(zone, middle);
  findChanges(zone, low, lowOffset, middle, middleOffset, report);
  findChanges(zone, middle, middleOffset, high, highOffset, report);
}

function offsetAtSecond(zone: Zone, second: number): number {
  const bounded = Math.min(Math.max(second, firstSecond), lastSecond);
  const fields = must(clockPattern.exec(zone.clock.format(bounded * 1000)), "en-US formats as M/D/Y, H:M:S");
  const [, month, day, year, hours, minutes, seconds] = fields.map(Number);
  const wall = new Date(0);
  wall.setUTCFullYear(year ?? 0, (month ?? 0) - 1, day);
  wall.setUTCHours(hours ?? 0, minutes, seconds);
  return wall.getTime() - bounded * 1000;
}
