import { createGoogleProvider, googleEndpoints } from "@availability/calendars";
import type { CalendarProviders } from "@availability/domain/calendar";
import type { Config } from "./config.ts";
import type { RunningSimulator } from "./start-simulator.ts";

/** The calendar providers, each real or simulated, and the origins where people consent. */
export function createProviders(
  config: Config,
  simulator: RunningSimulator | null,
): { providers: CalendarProviders; consentOrigins: string[] } {
  const google = simulator?.google ?? realGoogle(config);
  if (!google) return { providers: {}, consentOrigins: [] };
  return {
    providers: { google: createGoogleProvider(google) },
    consentOrigins: [new URL(google.authUrl).origin],
  };
}

function realGoogle({ google, googleUrls }: Config) {
  if (!google) return null;
  return {
    ...google,
    authUrl: googleUrls.auth ?? googleEndpoints.authUrl,
    tokenUrl: googleUrls.token ?? googleEndpoints.tokenUrl,
    revokeUrl: googleUrls.revoke ?? googleEndpoints.revokeUrl,
    apiRootUrl: googleUrls.apiRoot ? `${googleUrls.apiRoot}/` : googleEndpoints.apiRootUrl,
  };
}
