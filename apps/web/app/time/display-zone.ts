import { isTimeZone } from "@availability/domain/time";

/** The zone that the person at this browser wants times in; null: as the organisation has it. */
export function displayZoneOf(cookie: string | null): string | null {
  const [, value = ""] = /(?:^|;\s*)zone=([^;]+)/.exec(cookie ?? "") ?? [];
  const zone = value.replaceAll("%2F", "/").replaceAll("%2B", "+");
  return isTimeZone(zone) ? zone : null;
}

/** A Set-Cookie value that keeps the choice for a year, or ends it. */
export function displayZoneCookie(zone: string | null): string {
  const kept = zone === null ? "zone=; Max-Age=0" : `zone=${encodeURIComponent(zone)}; Max-Age=31536000`;
  return `${kept}; Path=/; SameSite=Lax`;
}

/** The zone that lists are shown in: the person's own choice, or the organisation's. */
export function zoneOfLists(request: Request, organization: { timeZone: string }): string {
  return displayZoneOf(request.headers.get("Cookie")) ?? organization.timeZone;
}
