/** Why this cannot be an OAuth client, field by field; empty when it can. */
export function credentialFaults(config: { clientId: string; clientSecret: string }): string[] {
  const faults: string[] = [];
  if (config.clientId.trim() === "") faults.push("clientId is empty");
  if (config.clientSecret.trim() === "") faults.push("clientSecret is empty");
  return faults;
}

/** Why tokens may not be sent there; empty when they may. */
export function urlFault(field: string, value: string): string[] {
  if (!URL.canParse(value)) return [`${field} is not a URL`];
  const url = new URL(value);
  if (url.protocol === "https:") return [];
  // Tokens and the client secret travel to these hosts: in clear only to a stand-in on this machine.
  if (url.protocol === "http:" && isLoopback(url.hostname)) return [];
  return [`${field} must start with https:// (http:// serves for a loopback host only)`];
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
