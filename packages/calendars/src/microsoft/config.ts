import { ProviderError } from "@availability/domain/errors";
import { credentialFaults, urlFault } from "../configuration-faults.ts";

export type MicrosoftConfig = {
  clientId: string;
  clientSecret: string;
  /** Whose people may sign in: `common`, `organizations`, `consumers`, or the id or domain of one tenant. Default `common`. */
  tenant?: string;
  /** Where a person consents, without the tenant; a stand-in may replace both. */
  loginUrl: string;
  /** The API with its version, without a slash at the end. */
  graphUrl: string;
  /** Limit of one HTTP call, its body included. Default 10,000. */
  timeoutMs?: number;
  /** Events per page, at most 1,000. Default 200. */
  pageSize?: number;
  fetch?: typeof globalThis.fetch;
  /** epoch ms */
  now?: () => number;
};

export type MicrosoftSettings = Required<MicrosoftConfig> & { allowHttp: boolean };

/** Microsoft's own addresses: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow */
export const microsoftEndpoints = {
  loginUrl: "https://login.microsoftonline.com",
  graphUrl: "https://graph.microsoft.com/v1.0",
} as const;

const urlFields = ["loginUrl", "graphUrl"] as const;

/** The configuration with its defaults. Throws ProviderError `misconfigured` that names every faulty field. */
export function microsoftSettings(config: MicrosoftConfig): MicrosoftSettings {
  const tenant = config.tenant ?? "common";
  const faults = [
    ...credentialFaults(config),
    ...(/^[\w.-]{1,255}$/.test(tenant) ? [] : ["tenant is neither a word, an id nor a domain"]),
    ...urlFields.flatMap((field) => urlFault(field, config[field])),
  ];
  if (faults.length > 0) {
    throw new ProviderError("misconfigured", `Microsoft is not configured: ${faults.join("; ")}`, {
      code: "invalid_configuration",
    });
  }
  return {
    ...config,
    tenant,
    timeoutMs: config.timeoutMs ?? 10_000,
    pageSize: config.pageSize ?? 200,
    fetch: config.fetch ?? globalThis.fetch,
    now: config.now ?? Date.now,
    allowHttp: urlFields.some((field) => new URL(config[field]).protocol === "http:"),
  };
}
