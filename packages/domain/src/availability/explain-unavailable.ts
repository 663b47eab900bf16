import { must } from "../errors/index.ts";
import { instantOfDay, parseDayNumber } from "../time/index.ts";
import { slotsOf } from "./find-slots.ts";
import { intersect, subtract, toIntervals, unionOf } from "./intervals.ts";
import { openWithin } from "./open-intervals.ts";
import { type Plan, planOf } from "./plan.ts";
import type { ClaimedInterval, HoursException, Interval, SlotQuery } from "./query.ts";
import { lackingGroup, serviceOf } from "./service.ts";
import { usageOf } from "./usage.ts";
import { type Cause, type Caused, paint, type Unavailable, type Wall } from "./wall.ts";

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** A slot query whose parts say where they come from. */
export type ExplainQuery = Omit<SlotQuery, "busy" | "claims" | "exceptions"> & {
  busy: readonly (Interval & Caused & { reason: "blocked" | "external_busy" })[];
  /** `booked` is the claim without its buffers. */
  claims: readonly (ClaimedInterval & Caused & { booked: Interval; isHold?: boolean })[];
  exceptions: readonly (HoursException & Caused)[];
  /** Given when nothing is offered because a calendar was not read for too long. */
  stale?: Cause | null;
};

/**
 * A reason for every part of `[start, end)` that no slot covers, ascending; adjoining parts of one reason and cause are one.
 * Together with the slots, those that reach over the ends of the range included, they cover the range. Of several reasons
 * the first of `unavailableReasons` is named. Throws as `findSlots` does.
 */
export function explainUnavailable(query: ExplainQuery): Unavailable[] {
  const { start, end } = query;
  const { duration } = planOf(query);
  const plan = planOf({ ...query, start: start - duration, end: end + duration });
  const slots = query.stale ? [] : slotsOf(plan);
  const wall: Wall = { bare: subtract([start, end], unionOf([slots], start, end)), painted: [] };
  if (start >= end) return [];
  paintTime(wall, query);
  paintHours(wall, query, plan);
  paintOccupation(wall, query);
  paintRules(wall, query, plan);
  return joined(wall.painted);
}

function paintTime(wall: Wall, { now, minNoticeMinutes = 0, horizonDays }: ExplainQuery): void {
  const never = Number.POSITIVE_INFINITY;
  const noticed = now + minNoticeMinutes * minuteMs;
  const horizon = horizonDays === undefined ? never : now + horizonDays * dayMs;
  paint(wall, "past", [{ start: -never, end: now }]);
  paint(wall, "min_notice", [{ start: now, end: noticed }]);
  paint(wall, "horizon", [{ start: horizon, end: never }]);
}

function paintHours(wall: Wall, query: ExplainQuery, { schedule }: Plan): void {
  const range = [query.start, query.end];
  const open = openWithin(schedule, query.start, query.end);
  const notOpen = subtract(range, open);
  const dates = query.exceptions.flatMap(({ date, hours, cause }) => {
    const day = must(parseDayNumber(date), "the plan was read");
    const whole = [instantOfDay(schedule.zone, day, 0), instantOfDay(schedule.zone, day + 1, 0)];
    const stretches = toIntervals(intersect(notOpen, whole));
    return stretches.map((stretch) => ({ ...stretch, cause, isClosing: hours.length === 0 }));
  });
  // Of several exceptions of a date, the one that closes it is the cause.
  for (const isClosing of [true, false]) {
    const these = dates.filter((one) => one.isClosing === isClosing);
    paint(wall, "exception", these);
  }
  paint(wall, "closed", toIntervals(notOpen));
  if (query.stale)
    paint(wall, "calendar_stale", [{ start: query.start, end: query.end, cause: query.stale }]);
}

function paintOccupation(wall: Wall, query: ExplainQuery): void {
  const { busy, claims, capacity = 1, attendees = 1, start, end } = query;
  for (const reason of ["blocked", "external_busy"] as const) {
    paint(
      wall,
      reason,
      busy.filter((one) => one.reason === reason),
    );
  }
  const { times, levels } = usageOf(claims, start, end);
  const whenTaken = (isWanted: (level: number) => boolean): Interval[] =>
    levels.flatMap((level, i) => {
      const from = times[i] ?? start;
      return isWanted(level) ? [{ start: from, end: times[i + 1] ?? from }] : [];
    });
  const full = whenTaken((level) => level >= capacity);
  const fullTimes = unionOf([full], start, end);
  const within = (isHold: boolean) =>
    claims
      .filter((claim) => (claim.isHold ?? false) === isHold)
      .flatMap(({ booked, cause }) =>
        toIntervals(intersect([booked.start, booked.end], fullTimes)).map((one) => ({ ...one, cause })),
      );
  paint(wall, "booked", within(false));
  paint(wall, "held", within(true));
  paint(wall, "buffer", full);
  paint(
    wall,
    "capacity",
    whenTaken((level) => level > capacity - attendees),
  );
}

/** What would be offered if one rule were not: where that covers more, the rule is the reason. */
function paintRules(wall: Wall, query: ExplainQuery, plan: Plan): void {
  const { start, end, minNoticeMinutes = 0 } = query;
  if (plan.attendees > plan.capacity) paint(wall, "capacity", [{ start, end }]);
  const alone = { ...plan, requirements: [] };
  paint(wall, "requirement", plan.requirements.length > 0 ? lacking(plan, slotsOf(alone)) : []);
  const sooner = { ...alone, earliest: start - plan.duration };
  paint(wall, minNoticeMinutes > 0 ? "min_notice" : "past", slotsOf(sooner));
  paint(wall, "buffer", slotsOf({ ...sooner, before: 0, after: 0 }));
  paint(wall, "too_short", [{ start, end }]);
}

function lacking(plan: Plan, slots: readonly Interval[]): (Interval & { cause: Cause })[] {
  const service = serviceOf(plan, { from: plan.earliest, until: plan.end });
  return slots.map(({ start, end }) => {
    const name = service && lackingGroup(service, start);
    return { start, end, cause: { kind: "requirement", id: null, name } };
  });
}

function joined(painted: readonly Unavailable[]): Unavailable[] {
  const list: Unavailable[] = [];
  for (const one of [...painted].sort((a, b) => a.start - b.start)) {
    const last = list.at(-1);
    if (last && last.end === one.start && last.reason === one.reason && isSame(last.cause, one.cause))
      last.end = one.end;
    else list.push({ ...one });
  }
  return list;
}

function isSame(a: Cause | undefined, b: Cause | undefined): boolean {
  return a?.kind === b?.kind && a?.id === b?.id && a?.name === b?.name;
}
