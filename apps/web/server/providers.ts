import {
  createGoogleProvider,
  createMicrosoftProvider,
  googleEndpoints,
  microsoftEndpoints,
} from "@availability/calendars";
import type { CalendarProviders } from "@availability/domain/calendar";
import type { Config } from "./config.ts";
import type { RunningSimulator } from "./start-simulator.ts";

/** The calendar providers, both real or both simulated, and the origins where people consent. One that is not configured is absent. */
export function createProviders(
  config: Config,
  simulator: RunningSimulator | null,
): { providers: CalendarProviders; consentOrigins: string[] } {
  const google = simulator?.google ?? realGoogle(config);
  const microsoft = simulator?.microsoft ?? realMicrosoft(config);
  const consentUrls = [google?.authUrl, microsoft?.loginUrl].flatMap((url) => url ?? []);
  return {
    providers: {
      ...(google ? { google: createGoogleProvider(google) } : {}),
      ...(microsoft ? { microsoft: createMicrosoftProvider(microsoft) } : {}),
    },
    consentOrigins: [...new Set(consentUrls.map((url) => new URL(url).origin))],
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

function realMicrosoft({ microsoft, microsoftTenant, microsoftUrls }: Config) {
  if (!microsoft) return null;
  return {
    ...microsoft,
    tenant: microsoftTenant,
    loginUrl: microsoftUrls.login ?? microsoftEndpoints.loginUrl,
    graphUrl: microsoftUrls.graph ? `${microsoftUrls.graph}/v1.0` : microsoftEndpoints.graphUrl,
  };
}
