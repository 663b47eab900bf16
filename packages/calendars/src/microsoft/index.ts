// Microsoft 365 and Outlook: Entra's OAuth 2.0 and Microsoft Graph v1.0 as one CalendarProvider.
import type { CalendarProvider } from "@availability/domain/calendar";
import { createCalendars } from "./calendars.ts";
import { createClient } from "./client.ts";
import { type MicrosoftConfig, microsoftSettings } from "./config.ts";
import { createEvents } from "./events.ts";
import { createListing } from "./listing.ts";
import { createOAuth } from "./oauth.ts";
import { microsoftScopes } from "./scopes.ts";
import { createWatching } from "./watch.ts";

export { type MicrosoftConfig, microsoftEndpoints } from "./config.ts";
export { microsoftScopes } from "./scopes.ts";

/**
 * The Microsoft adapter. Stateless: it keeps no token, refreshes nothing and retries nothing by itself.
 * Throws ProviderError `misconfigured` at once when the configuration cannot work.
 */
export function createMicrosoftProvider(config: MicrosoftConfig): CalendarProvider {
  const settings = microsoftSettings(config);
  const client = createClient(settings);
  return {
    name: "microsoft",
    scopes: microsoftScopes,
    ...createOAuth(client, settings),
    ...createCalendars(client),
    ...createListing(client, settings),
    ...createEvents(client),
    ...createWatching(client, settings),
  };
}
