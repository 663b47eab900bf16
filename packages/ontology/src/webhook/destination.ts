import { isIP } from "node:net";
import { isPublicAddress } from "./public-address.ts";

/**
 * Why nothing is sent to this address, with the fix; null when it may be tried. What a name resolves to is seen when
 * connecting. `allowPrivate` opens private addresses and plain http to them, for tests and development.
 */
export function destinationFault(url: URL, allowPrivate: boolean): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isPrivateHost(host)) return allowPrivate ? null : privateFault(url.hostname);
  if (url.protocol !== "https:") return 'Use https: begin the address with "https://"';
  return null;
}

/** The names that RFC 6761 gives to this machine, and addresses written as such. */
function isPrivateHost(host: string): boolean {
  if (isIP(host)) return !isPublicAddress(host);
  return /^(.*\.)?localhost\.?$/.test(host);
}

function privateFault(host: string): string {
  return `${host} is an address of a private network or of this machine; give one that can be reached from the internet`;
}
