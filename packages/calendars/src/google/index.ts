// Google Calendar: OAuth 2.0 and Calendar API v3 as one CalendarProvider.
import type { CalendarProvider } from "@availability/domain/calendar";
import { createClient } from "./client.ts";
import { type GoogleConfig, googleSettings } from "./config.ts";
import { createEvents } from "./events.ts";
import { createListing } from "./listing.ts";
import { createOAuth } from "./oauth.ts";
import { googleScopes } from "./scopes.ts";
import { createWatching } from "./watch.ts";

export { type GoogleConfig, googleEndpoints } from "./config.ts";
export { googleScopes } from "./scopes.ts";

/**
 * The Google adapter. Stateless: it keeps no token, refreshes nothing and retries nothing by itself.
 * Throws ProviderError `misconfigured` at once when the configuration cannot work.
 */
export function createGoogleProvider(config: GoogleConfig): CalendarProvider {
  const settings = googleSettings(config);
  const client = createClient(settings);
  return {
    name: "google",
    scopes: googleScopes,
    ...createOAuth(settings),
    ...createListing(client, settings),
    ...createEvents(client),
    ...createWatching(client, settings),
  };
}
