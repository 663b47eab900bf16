import { ProviderError } from "@availability/domain/errors";
import { credentialFaults, urlFault } from "../configuration-faults.ts";

export type GoogleConfig = {
  clientId: string;
  clientSecret: string;
  /** Where a person consents; a stand-in may replace each of the four. */
  authUrl: string;
  tokenUrl: string;
  revokeUrl: string;
  /** The API without its `/calendar/v3` path. */
  apiRootUrl: string;
  /** Limit of one HTTP call, its body included. Default 10,000. */
  timeoutMs?: number;
  /** Events per page, at most 2,500 (the default). */
  pageSize?: number;
  fetch?: typeof globalThis.fetch;
  /** epoch ms */
  now?: () => number;
};

export type GoogleSettings = Required<GoogleConfig> & { allowHttp: boolean };

/** Google's own addresses: https://accounts.google.com/.well-known/openid-configuration */
export const googleEndpoints = {
  authUrl: "https://accounts.google.com/o/oauth2/v2/auth",
  tokenUrl: "https://oauth2.googleapis.com/token",
  revokeUrl: "https://oauth2.googleapis.com/revoke",
  apiRootUrl: "https://www.googleapis.com/",
} as const;

const urlFields = ["authUrl", "tokenUrl", "revokeUrl", "apiRootUrl"] as const;

/** The configuration with its defaults. Throws ProviderError `misconfigured` that names every faulty field. */
export function googleSettings(config: GoogleConfig): GoogleSettings {
  const faults = [
    ...credentialFaults(config),
    ...urlFields.flatMap((field) => urlFault(field, config[field])),
  ];
  if (faults.length > 0) {
    throw new ProviderError("misconfigured", `Google is not configured: ${faults.join("; ")}`, {
      code: "invalid_configuration",
    });
  }
  return {
    ...config,
    timeoutMs: config.timeoutMs ?? 10_000,
    pageSize: config.pageSize ?? 2500,
    // Node's own fetch: the SDK's default would send calls to a loopback stand-in through HTTP_PROXY.
    fetch: config.fetch ?? globalThis.fetch,
    now: config.now ?? Date.now,
    allowHttp: urlFields.some((field) => new URL(config[field]).protocol === "http:"),
  };
}
