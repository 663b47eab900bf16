/**
 * The key under which a push creates its event, chosen by us so that a repeated insert is refused instead of doubled. Google
 * makes it the event's id, Microsoft keeps it as the event's transactionId.
 * Google allows `a-v` and `0-9`, 5 to 1024 characters, and never accepts an id again that it saw deleted: hence the
 * incarnation. (developers.google.com/calendar/api/v3/reference/events/insert)
 */
export function pushKey(pushId: string, incarnation: number): string {
  return `bk${pushId.replaceAll("-", "")}n${incarnation}`;
}

/** The id of the push whose key this is, whatever its incarnation; null when it is none of ours. */
export function pushOfKey(key: string | null): string | null {
  const [, hex = ""] = /^bk([0-9a-f]{32})n\d{1,9}$/.exec(key ?? "") ?? [];
  return hex === "" ? null : hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** The id of the push that this installation's tag on an event names. */
export function pushOfTag(tag: string | null, installationId: string): string | null {
  const prefix = `${installationId}:`;
  const id = tag?.startsWith(prefix) ? tag.slice(prefix.length) : "";
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : null;
}

/** The mark on an event we wrote. It names the installation, so that a second one on the same calendar stays foreign. */
export function pushTag(installationId: string, pushId: string): string {
  return `${installationId}:${pushId}`;
}

/** True when this installation wrote an event that carries `tag`. */
export function isOwnTag(tag: string | null, installationId: string): boolean {
  return tag?.startsWith(`${installationId}:`) ?? false;
}
