import type { LeadTime } from "@availability/domain/report";

const units = [
  { word: "weeks", minutes: 10_080 },
  { word: "days", minutes: 1440 },
  { word: "hours", minutes: 60 },
];

/** "under 1 hour", "1 to 4 hours", "4 weeks or more": the bounds in the largest unit that fits the first, or the second. */
export function leadTimeText({ fromMinutes, untilMinutes }: LeadTime): string {
  const { word, minutes } = unitOf(fromMinutes || (untilMinutes ?? 0));
  const from = fromMinutes / minutes;
  if (untilMinutes === null) return `${from} ${word} or more`;
  const until = untilMinutes / minutes;
  return fromMinutes === 0
    ? `under ${until} ${until === 1 ? word.slice(0, -1) : word}`
    : `${from} to ${until} ${word}`;
}

function unitOf(minutes: number) {
  return units.find((unit) => minutes >= unit.minutes) ?? { word: "minutes", minutes: 1 };
}
