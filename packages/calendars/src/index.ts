// Calendars: provider adapters behind the port of @availability/domain/calendar. Nothing here knows our database.
export {
  createGoogleProvider,
  type GoogleConfig,
  googleEndpoints,
  googleScopes,
} from "./google/index.ts";
export {
  createMicrosoftProvider,
  type MicrosoftConfig,
  microsoftEndpoints,
  microsoftScopes,
} from "./microsoft/index.ts";
