const frequencies: Record<string, [string, string]> = {
  DAILY: ["Every day", "days"],
  WEEKLY: ["Every week", "weeks"],
  MONTHLY: ["Every month", "months"],
  YEARLY: ["Every year", "years"],
};

const days: Record<string, string> = {
  MO: "Monday",
  TU: "Tuesday",
  WE: "Wednesday",
  TH: "Thursday",
  FR: "Friday",
  SA: "Saturday",
  SU: "Sunday",
};

/** A rule as people say it, such as "Every 2 weeks on Monday, 10 times"; a rule beyond these words is shown as it is. */
export function ruleText(rrule: string): string {
  const parts = new Map(
    rrule
      .replace(/^RRULE:/i, "")
      .split(";")
      .map((part) => part.split("=") as [string, string]),
  );
  const known = ["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"];
  const frequency = frequencies[parts.get("FREQ") ?? ""];
  if (!frequency || [...parts.keys()].some((name) => name && !known.includes(name))) return rrule;
  const interval = Number(parts.get("INTERVAL") ?? 1);
  const every = interval === 1 ? frequency[0] : `Every ${interval} ${frequency[1]}`;
  const onDays = parts
    .get("BYDAY")
    ?.split(",")
    .map((day) => days[day] ?? day);
  const on = onDays ? ` on ${onDays.join(", ")}` : "";
  return `${every}${on}${endText(parts)}`;
}

function endText(parts: ReadonlyMap<string, string>): string {
  const count = parts.get("COUNT");
  if (count) return count === "1" ? ", once" : `, ${count} times`;
  const until = parts.get("UNTIL");
  return until ? `, until ${until.slice(0, 4)}-${until.slice(4, 6)}-${until.slice(6, 8)}` : "";
}
