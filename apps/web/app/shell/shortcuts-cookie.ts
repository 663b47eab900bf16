// Whether single keys are shortcuts is a choice of the person at this browser, kept like the colour scheme.

/** True unless shortcuts were switched off; `cookie` is a Cookie header or `document.cookie`. */
export function hasShortcuts(cookie: string): boolean {
  return !/(?:^|;\s*)shortcuts=off(?:;|$)/.test(cookie);
}

/** A cookie value that keeps the choice for a year. */
export function shortcutsCookie(isOn: boolean): string {
  return `shortcuts=${isOn ? "on" : "off"}; Path=/; Max-Age=31536000; SameSite=Lax`;
}
