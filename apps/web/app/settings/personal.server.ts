import { isTimeZone } from "@availability/domain/time";
import { colorSchemeCookie, colorSchemeOf, isColorScheme } from "~/shell/color-scheme-cookie.ts";
import { hasShortcuts, shortcutsCookie } from "~/shell/shortcuts-cookie.ts";
import { displayZoneCookie, displayZoneOf } from "~/time/display-zone.ts";
import { hourCycleCookie, hourCycleOf } from "~/time/hour-cycle.ts";
import type { Personal } from "./personal-form.tsx";

/** What the person chose in this browser. */
export function readPersonal(request: Request): Personal {
  const cookie = request.headers.get("Cookie") ?? "";
  return {
    zone: displayZoneOf(cookie),
    hourCycle: hourCycleOf(cookie),
    colorScheme: colorSchemeOf(request),
    hasShortcuts: hasShortcuts(cookie),
  };
}

/** The cookies that keep what the form says; what it does not know counts as the default. */
export function personalCookies(formData: FormData): Headers {
  const zone = formData.get("zone");
  const scheme = formData.get("colorScheme");
  const headers = new Headers();
  for (const cookie of [
    displayZoneCookie(isTimeZone(zone) ? zone : null),
    hourCycleCookie(formData.get("hourCycle") === "h12" ? "h12" : "h23"),
    colorSchemeCookie(isColorScheme(scheme) ? scheme : "auto"),
    shortcutsCookie(formData.get("shortcuts") === "on"),
  ]) {
    headers.append("Set-Cookie", cookie);
  }
  return headers;
}
