import type { FlatIntervals } from "./intervals.ts";
import { freeStarts, type Window } from "./member-starts.ts";
import type { Plan } from "./plan.ts";
import type { Member, Requirement } from "./query.ts";

/** A member with the starts it can serve. */
type Candidate = {
  id: string;
  /** How many units of it the slot takes. */
  units: number;
  starts: FlatIntervals;
  /** Index into `starts`: the first interval that the questions so far have not left behind. */
  at: number;
  groups: readonly Group[];
};

/** A member that serves, and how many units of it are taken. */
export type ChosenMember = { id: string; units: number };

type Group = { name: string; count: number; candidates: readonly Candidate[] };

/** What a service needs, ready to be asked about starts in ascending order. */
export type Service = {
  groups: readonly Group[];
  /** No member is in two groups or needs others itself: counting decides. */
  isPlain: boolean;
  /** By start. */
  allocations: ReadonlyMap<number, readonly { end: number; members: readonly Candidate[] }[]>;
};

/** More choices than these are not tried; the slot then counts as not served. */
const mostChoices = 20_000;

/** Reads the requirements of a plan; null when it has none. */
export function serviceOf(plan: Plan, window: Window): Service | null {
  if (plan.requirements.length === 0) return null;
  const read = candidates(plan, window, true);
  const groups = plan.requirements.map((one) => groupOf(one, read));
  const ids = groups.flatMap((group) => group.candidates.map(({ id }) => id));
  const isFlat = groups.every((group) => group.candidates.every((one) => one.groups.length === 0));
  return {
    groups,
    isPlain: isFlat && new Set(ids).size === ids.length,
    allocations: allocationsOf(plan, window),
  };
}

/** True when members are free for the slot, or serve at exactly this time already. */
export function isServed(service: Service, start: number, end: number): boolean {
  const standing = service.allocations.get(start)?.find((one) => one.end === end);
  if (standing) return standing.members.every((member) => isFree(member, start));
  if (service.isPlain) return lackingGroup(service, start) === null;
  return chosenAt(service, start) !== null;
}

/** The name of the first group without enough free members at this start; null when each alone has them. */
export function lackingGroup(service: Service, start: number): string | null {
  for (const { name, count, candidates } of service.groups) {
    let free = 0;
    for (const candidate of candidates) {
      if (isFree(candidate, start)) free += 1;
      if (free === count) break;
    }
    if (free < count) return name;
  }
  return null;
}

/** The members that serve at this start, those of members included; of each group the first that fit. Null when none do. */
export function chosenAt({ groups }: Service, start: number): ChosenMember[] | null {
  let choices = 0;
  const chosen: Candidate[] = [];
  return fill(groups, 0, 0) ? chosen.map(({ id, units }) => ({ id, units })) : null;

  /** Serves `pending`, of whose first group `taken` are chosen and `from` is the next to try. */
  function fill(pending: readonly Group[], taken: number, from: number): boolean {
    const [group, ...rest] = pending;
    if (!group) return true;
    if (taken === group.count) return fill(rest, 0, 0);
    for (let i = from; i <= group.candidates.length - (group.count - taken); i += 1) {
      const candidate = group.candidates[i];
      if (!candidate || !isFree(candidate, start) || chosen.some(({ id }) => id === candidate.id)) continue;
      choices += 1;
      if (choices > mostChoices) return false;
      chosen.push(candidate);
      if (fillAfter(pending, taken, i, candidate)) return true;
      chosen.pop();
    }
    return false;
  }

  /** What a member needs comes last, so that its own group is filled in one order only. */
  function fillAfter(pending: readonly Group[], taken: number, i: number, { groups }: Candidate): boolean {
    return fill(groups.length > 0 ? [...pending, ...groups] : pending, taken + 1, i + 1);
  }
}

function isFree(candidate: Candidate, start: number): boolean {
  const { starts } = candidate;
  while ((starts[candidate.at + 1] ?? Number.POSITIVE_INFINITY) <= start) candidate.at += 2;
  return (starts[candidate.at] ?? Number.POSITIVE_INFINITY) <= start;
}

type Read = (member: Member, units: number | null | undefined) => Candidate;

function groupOf(requirement: Requirement, read: Read): Group {
  const { name, count, units, members } = requirement;
  return { name: name ?? "", count, candidates: members.map((member) => read(member, units)) };
}

/** Reads each member once, however many groups it is in. */
function candidates(plan: Plan, window: Window, areClaimsInTheWay: boolean): Read {
  const known = new Map<string, Candidate>();
  const read: Read = (member, units) => {
    const key = `${member.id} ${units === undefined ? 1 : units}`;
    const before = known.get(key);
    if (before) return before;
    const candidate: Candidate = {
      id: member.id,
      units: (units === null ? member.capacity : units) ?? 1,
      starts: freeStarts(member, { plan, window, areClaimsInTheWay, units }),
      at: 0,
      groups: (member.requirements ?? []).map((one) => groupOf(one, read)),
    };
    known.set(key, candidate);
    return candidate;
  };
  return read;
}

/** Members that serve already are asked about hours and busy time alone: their claims are this very service's. */
function allocationsOf(plan: Plan, window: Window): Service["allocations"] {
  const byStart = new Map<number, { end: number; members: Candidate[] }[]>();
  if (plan.allocations.length === 0) return byStart;
  const read = candidates(plan, window, false);
  const members = new Map(allMembers(plan.requirements).map((member) => [member.id, member]));
  for (const { start, end, memberIds } of plan.allocations) {
    const serving = memberIds.flatMap((id) => members.get(id) ?? []).map((member) => read(member, 1));
    byStart.set(start, [...(byStart.get(start) ?? []), { end, members: serving }]);
  }
  return byStart;
}

function allMembers(requirements: readonly Requirement[]): Member[] {
  return requirements.flatMap(({ members }) =>
    members.flatMap((member) => [member, ...allMembers(member.requirements ?? [])]),
  );
}
