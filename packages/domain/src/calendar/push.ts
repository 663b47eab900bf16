/**
 * The key under which a push creates its event, chosen by us so that a repeated insert is refused instead of doubled. Google
 * makes it the event's id, Microsoft keeps it as the event's transactionId.
 * Google allows `a-v` and `0-9`, 5 to 1024 characters, and never accepts an id again that it saw deleted: hence the
 * incarnation. (developers.google.com/calendar/api/v3/reference/events/insert)
 */
export function pushKey(pushId: string, incarnation: number): string {
  return `bk${pushId.replaceAll("-", "")}n${incarnation}`;
}

/** The mark on an event we wrote. It names the installation, so that a second one on the same calendar stays foreign. */
export function pushTag(installationId: string, pushId: string): string {
  return `${installationId}:${pushId}`;
}

/** True when this installation wrote an event that carries `tag`. */
export function isOwnTag(tag: string | null, installationId: string): boolean {
  return tag?.startsWith(`${installationId}:`) ?? false;
}
