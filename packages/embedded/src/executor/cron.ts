import { CronExpressionParser } from "cron-parser";

/** `TZ=Europe/Berlin 0 9 * * 1` or plain five fields in UTC. Throws on a bad expression or an unknown zone. */
export function parseCron(cron: string, currentDate: Date): ReturnType<typeof CronExpressionParser.parse> {
  const match = /^(?:TZ=(\S+)\s+)?(\S+(?:\s+\S+){4})$/.exec(cron.trim());
  if (!match?.[2])
    throw new Error(`cron "${cron}" must have five fields, with or without "TZ=Area/City" before them`);
  return CronExpressionParser.parse(match[2], { currentDate, tz: match[1] ?? "UTC" });
}

/** The first slot after `instant`. */
export function nextSlot(cron: string, instant: Date): Date {
  return parseCron(cron, instant).next().toDate();
}

/** The last slot at or before `instant`: what a tick that ran late, or was retried, is a tick of. */
export function slotAt(cron: string, instant: Date): Date {
  return parseCron(cron, new Date(instant.getTime() + 1))
    .prev()
    .toDate();
}
