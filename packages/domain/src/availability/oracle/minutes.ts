import { must } from "../../errors/index.ts";
import type { Hours, Interval, Member, OpeningHours, Requirement, Slot, SlotQuery } from "../query.ts";
import type { World } from "./world.ts";

// The rules of docs/spec/availability.md, worked out minute by minute, slowly and without interval arithmetic.

const minuteMs = 60_000;
const dayMs = 86_400_000;
const everything: Interval = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };

/** One flag per real minute of the world, 1 = open, and 0 where the minute does not lie whole in `within`. */
export function openMinutes(world: World, opening: OpeningHours, within: Interval = everything): Uint8Array {
  const open = new Uint8Array(world.wall.length);
  const firstDay = Math.floor(must(world.wall[0], "a world has minutes") / 1440) - 1;
  for (let day = firstDay; day <= firstDay + 17; day += 1) {
    const exceptions = exceptionsOn(opening, day);
    if (exceptions.length > 0) open.fill(0, reach(world, day, 0), reach(world, day + 1, 0));
    const closed = exceptions.some(({ hours }) => hours.length === 0);
    const hours =
      exceptions.length > 0 ? exceptions.flatMap((one) => one.hours) : weeklyHoursOn(opening, day);
    if (!closed) for (const one of hours) openHours(world, open, { day, hours: one });
  }
  return open.map((flag, i) => (isWithin(world, i, within) ? flag : 0));
}

/** The stretches of flagged minutes, as intervals. */
export function stretchesOf(world: World, flags: Uint8Array): Interval[] {
  const stretches: Interval[] = [];
  for (let i = flags.indexOf(1); i >= 0; ) {
    const closing = flags.indexOf(0, i);
    const until = closing < 0 ? flags.length : closing;
    stretches.push({ start: world.start + i * minuteMs, end: world.start + until * minuteMs });
    i = flags.indexOf(1, until);
  }
  return stretches;
}

/** Flags the minutes that `freeIntervals` must cover; all bounds lie on whole minutes. */
export function freeMinutes(world: World, query: SlotQuery): Uint8Array {
  const from = Math.max(query.start, query.now + (query.minNoticeMinutes ?? 0) * minuteMs);
  const horizon = query.horizonDays === undefined ? query.end : query.now + query.horizonDays * dayMs;
  const open = openMinutes(world, query, { start: from, end: Math.min(horizon, query.end) });
  const bare = { ...query, bufferBeforeMinutes: 0, bufferAfterMinutes: 0 };
  for (let i = open.indexOf(1); i >= 0; i = open.indexOf(1, i + 1)) {
    const minute = world.start + i * minuteMs;
    if (unitsLeft(bare, minute, minute + minuteMs) < (query.attendees ?? 1)) open[i] = 0;
  }
  return open;
}

function isWithin(world: World, index: number, { start, end }: Interval): boolean {
  const minute = world.start + index * minuteMs;
  return minute >= start && minute + minuteMs <= end;
}

/** What `findSlots` must answer. */
export function expectedSlots(world: World, query: SlotQuery): Slot[] {
  const open = openMinutes(world, query);
  const slots: Slot[] = [];
  for (let i = 0; i < world.wall.length; i += 1) {
    const start = world.start + i * minuteMs;
    const end = start + query.durationMinutes * minuteMs;
    if (start < query.start || end > query.end) continue;
    if (start < query.now + (query.minNoticeMinutes ?? 0) * minuteMs) continue;
    if (query.horizonDays !== undefined && start >= query.now + query.horizonDays * dayMs) continue;
    if (!open[i] || (i - gridStart(world, open, i)) % query.stepMinutes !== 0) continue;
    if (open.subarray(i, i + query.durationMinutes).includes(0)) continue;
    const remaining = unitsLeft(query, start, end);
    if (remaining < (query.attendees ?? 1)) continue;
    if (isServed(world, query, { start, end })) slots.push({ start, end, remaining });
  }
  return slots;
}

/** Tries every way to choose members. */
function isServed(world: World, query: SlotQuery, slot: Interval): boolean {
  const standing = query.allocations?.find((one) => one.start === slot.start && one.end === slot.end);
  const members = new Map(allMembers(query.requirements ?? []).map((member) => [member.id, member]));
  if (standing) {
    const serving = standing.memberIds.flatMap((id) => members.get(id) ?? []);
    return serving.every((member) => isFree(world, query, { ...member, claims: [] }, slot, 1));
  }
  return canServe(world, query, slot, query.requirements ?? [], new Set());
}

function canServe(
  world: World,
  query: SlotQuery,
  slot: Interval,
  requirements: readonly Requirement[],
  used: ReadonlySet<string>,
): boolean {
  const [first, ...rest] = requirements;
  if (!first) return true;
  const { count, units = 1 } = first;
  return subsetsOf(first.members, count).some((chosen) => {
    const ids = chosen.map(({ id }) => id);
    if (ids.some((id) => used.has(id)) || new Set(ids).size < count) return false;
    if (!chosen.every((member) => isFree(world, query, member, slot, units))) return false;
    const needs = chosen.flatMap((member) => member.requirements ?? []);
    return canServe(world, query, slot, [...rest, ...needs], new Set([...used, ...ids]));
  });
}

function isFree(
  world: World,
  query: SlotQuery,
  member: Member,
  slot: Interval,
  units: number | null,
): boolean {
  const occupied = {
    ...query,
    busy: member.busy,
    claims: member.claims ?? [],
    capacity: member.capacity ?? 1,
    bufferBeforeMinutes: Math.max(query.bufferBeforeMinutes ?? 0, member.bufferBeforeMinutes ?? 0),
    bufferAfterMinutes: Math.max(query.bufferAfterMinutes ?? 0, member.bufferAfterMinutes ?? 0),
  };
  if (unitsLeft(occupied, slot.start, slot.end) < (units ?? occupied.capacity)) return false;
  if (!member.hours) return true;
  const from = (slot.start - world.start) / minuteMs;
  return !openMinutesOf(world, member.hours)
    .subarray(from, from + query.durationMinutes)
    .includes(0);
}

const openOf = new WeakMap<OpeningHours, Uint8Array>();

function openMinutesOf(world: World, opening: OpeningHours): Uint8Array {
  const open = openOf.get(opening) ?? openMinutes(world, opening);
  openOf.set(opening, open);
  return open;
}

function subsetsOf<Item>(items: readonly Item[], size: number): Item[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, i) => subsetsOf(items.slice(i + 1), size - 1).map((rest) => [item, ...rest]));
}

function allMembers(requirements: readonly Requirement[]): Member[] {
  return requirements.flatMap(({ members }) =>
    members.flatMap((member) => [member, ...allMembers(member.requirements ?? [])]),
  );
}

/** Units free in every minute of a slot and its buffers; none when busy time touches one of them. */
function unitsLeft(query: SlotQuery, start: number, end: number): number {
  const from = start - (query.bufferBeforeMinutes ?? 0) * minuteMs;
  const until = end + (query.bufferAfterMinutes ?? 0) * minuteMs;
  if (query.busy.some((one) => one.start < one.end && one.start < until && one.end > from)) return 0;
  const near = (query.claims ?? []).filter((one) => one.start < until && one.end > from);
  let most = 0;
  for (let minute = near.length > 0 ? from : until; minute < until; minute += minuteMs) {
    let used = 0;
    for (const one of near) if (one.start <= minute && minute < one.end) used += one.lanes ?? 1;
    most = Math.max(most, used);
  }
  return (query.capacity ?? 1) - most;
}

/** The minute from which the grid of minute `at` counts: its opening, or its midnight when that is too long ago. */
function gridStart(world: World, open: Uint8Array, at: number): number {
  let opening = at;
  while (opening > 0 && open[opening - 1]) opening -= 1;
  const openingDay = Math.floor((world.wall[opening] ?? 0) / 1440);
  if (opening > 0 && at < reach(world, openingDay + 8, 0)) return opening;
  let day = openingDay;
  while (reach(world, day + 1, 0) <= at) day += 1;
  return reach(world, day, 0);
}

function openHours(world: World, open: Uint8Array, range: { day: number; hours: Hours }): void {
  const start = minuteOf(range.hours.start);
  const end = minuteOf(range.hours.end);
  const from = reach(world, range.day, start);
  const until = reach(world, end <= start ? range.day + 1 : range.day, end);
  if (until > from) open.fill(1, from, until);
}

/** The first minute of the world in which the clock shows `minute` of `day` or later. */
function reach(world: World, day: number, minute: number): number {
  const target = day * 1440 + minute;
  let at = Math.max(0, target - must(world.wall[0], "a world has minutes") - 2000);
  while (at < world.wall.length && (world.wall[at] ?? 0) < target) at += 1;
  return Math.min(at, world.wall.length);
}

function exceptionsOn(opening: OpeningHours, day: number) {
  const date = new Date(day * dayMs).toISOString().slice(0, 10);
  return opening.exceptions.filter((one) => one.date === date);
}

function weeklyHoursOn(opening: OpeningHours, day: number): Hours[] {
  const weekday = new Date(day * dayMs).getUTCDay() || 7;
  const date = new Date(day * dayMs).toISOString().slice(0, 10);
  const inForce = (opening.seasons ?? [])
    .filter(({ from, until }) => from <= date && (!until || date <= until))
    .sort((a, b) => (a.from < b.from ? 1 : -1));
  const weeklyHours = inForce[0]?.weeklyHours ?? opening.weeklyHours;
  return weeklyHours.filter(({ days }) => days.includes(weekday));
}

function minuteOf(text: string): number {
  const [hours, minutes] = text.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
