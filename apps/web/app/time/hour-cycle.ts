/** "14:30" or "2:30 pm" */
export type HourCycle = "h23" | "h12";

/** How the person at this browser reads the time of day; `cookie` is a Cookie header. */
export function hourCycleOf(cookie: string | null): HourCycle {
  return /(?:^|;\s*)hours=12(?:;|$)/.test(cookie ?? "") ? "h12" : "h23";
}

/** A Set-Cookie value that keeps the choice for a year. */
export function hourCycleCookie(hourCycle: HourCycle): string {
  return `hours=${hourCycle === "h12" ? "12" : "24"}; Path=/; Max-Age=31536000; SameSite=Lax`;
}
