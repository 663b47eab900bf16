/**
 * What a key leads to. `g` then a letter goes to a screen. A key that presses works where something on the screen names it in
 * `aria-keyshortcuts`.
 */
export type Shortcut = {
  keys: string;
  /** Another key for the same. */
  also?: string;
  label: string;
  deed: { to: string } | { open: "palette" | "sheet" } | { press: string; otherwise?: string };
};

export const shortcuts: readonly Shortcut[] = [
  { keys: "?", label: "Show this list", deed: { open: "sheet" } },
  { keys: "/", label: "Search everything", deed: { open: "palette" } },
  { keys: "c", label: "New booking", deed: { press: "c", otherwise: "/availability" } },
  { keys: "b", label: "In the calendar: block time", deed: { press: "b" } },
  { keys: "m", label: "In the calendar: month", deed: { press: "m" } },
  { keys: "w", label: "In the calendar: week", deed: { press: "w" } },
  { keys: "d", label: "In the calendar: day", deed: { press: "d" } },
  { keys: "a", label: "In the calendar: agenda", deed: { press: "a" } },
  { keys: "t", label: "In the calendar: today", deed: { press: "t" } },
  { keys: "n", also: "j", label: "In the calendar: next", deed: { press: "n" } },
  { keys: "p", also: "k", label: "In the calendar: previous", deed: { press: "p" } },
  { keys: "g o", label: "Go to the overview", deed: { to: "/" } },
  { keys: "g a", label: "Go to availability", deed: { to: "/availability" } },
  { keys: "g b", label: "Go to bookings", deed: { to: "/booking" } },
  { keys: "g n", label: "Go to what needs approval", deed: { to: "/booking?view=approval" } },
  { keys: "g c", label: "Go to customers", deed: { to: "/customers" } },
  { keys: "g i", label: "Go to integrations", deed: { to: "/integrations" } },
  { keys: "g s", label: "Go to settings", deed: { to: "/settings" } },
];

/**
 * What `key` means after `before` (the key pressed just now, or null): a shortcut, the beginning of one, or nothing.
 */
export function readKey(key: string, before: string | null): Shortcut | "begun" | null {
  const typed = before === null ? key : `${before} ${key}`;
  const found = shortcuts.find(({ keys, also }) => keys === typed || also === typed);
  if (found) return found;
  if (before !== null) return readKey(key, null);
  return shortcuts.some(({ keys }) => keys.startsWith(`${key} `)) ? "begun" : null;
}

/** True where a key is meant for what has the focus: fields, open dialogs, and anything with a modifier. */
export function isForField(event: {
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  target: EventTarget | null;
}): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  const { target } = event;
  if (!(target instanceof Element)) return false;
  if (target.closest("input, textarea, select, [contenteditable]")) return true;
  return document.querySelector("dialog[open]") !== null;
}
