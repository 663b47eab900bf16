// The checklist goes away for one organisation at a time, in this browser; like the colour scheme it is nobody else's business.

const most = 20;

/** True when this browser has put the checklist of the organisation away; `cookie` is a Cookie header. */
export function isPutAway(cookie: string, organizationId: string): boolean {
  return idsIn(cookie).includes(organizationId);
}

/** A Set-Cookie value that adds the organisation to those put away and keeps them for a year. */
export function putAwayCookie(cookie: string, organizationId: string): string {
  const ids = [organizationId, ...idsIn(cookie).filter((id) => id !== organizationId)].slice(0, most);
  return `first-steps=${ids.join(".")}; Path=/; Max-Age=31536000; SameSite=Lax`;
}

function idsIn(cookie: string): string[] {
  const [, value = ""] = /(?:^|;\s*)first-steps=([0-9a-f.-]*)/.exec(cookie) ?? [];
  return value.split(".").filter((id) => id !== "");
}
