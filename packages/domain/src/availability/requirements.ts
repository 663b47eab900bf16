import { checkClaims, checkIntervals, checkWhole, type Faults, units } from "./faults.ts";
import type { Member, Requirement } from "./query.ts";
import { readSchedule } from "./schedule.ts";

/** Members of members of members … down to here. */
const deepest = 5;

/** Notes what is wrong with requirements that stand under the pointer `parent`. */
export function checkRequirements(
  requirements: readonly Requirement[],
  parent: string,
  faults: Faults,
  depth = 1,
): void {
  for (const [index, requirement] of requirements.entries()) {
    const pointer = `${parent}/requirements/${index}`;
    if (depth > deepest) {
      faults.push({ pointer, detail: `Requirements may reach ${deepest} deep; take a product out between.` });
      return;
    }
    const { count, members } = requirement;
    const most = Math.max(1, members.length);
    checkWhole(faults, `${pointer}/count`, count, { least: 1, most, unit: "members" });
    if (members.length === 0) {
      faults.push({ pointer: `${pointer}/members`, detail: "A requirement needs a member; name one." });
    }
    if (requirement.units !== null) checkWhole(faults, `${pointer}/units`, requirement.units ?? 1, units);
    for (const [at, member] of members.entries())
      checkMember(member, `${pointer}/members/${at}`, faults, depth);
  }
}

function checkMember(member: Member, pointer: string, faults: Faults, depth: number): void {
  const week = { least: 0, most: 10_080, unit: "minutes" };
  if (member.hours !== null) {
    const own: Faults = [];
    readSchedule(member.hours, own);
    faults.push(...own.map((fault) => ({ ...fault, pointer: `${pointer}/hours${fault.pointer}` })));
  }
  checkIntervals(faults, `${pointer}/busy`, member.busy);
  checkClaims(faults, `${pointer}/claims`, member.claims ?? []);
  checkWhole(faults, `${pointer}/capacity`, member.capacity ?? 1, units);
  checkWhole(faults, `${pointer}/bufferBeforeMinutes`, member.bufferBeforeMinutes ?? 0, week);
  checkWhole(faults, `${pointer}/bufferAfterMinutes`, member.bufferAfterMinutes ?? 0, week);
  checkRequirements(member.requirements ?? [], pointer, faults, depth + 1);
}
