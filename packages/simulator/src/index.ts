/**
 * Stand-ins for the calendar providers over HTTP: Google Calendar and
 * Microsoft Graph with their OAuth servers, a control door and a page.
 */
export { type ConsentChoice, grantConsent } from "./grant-consent.ts";
export {
  googleEndpoints,
  microsoftEndpoints,
  type SimulatorOptions,
  startSimulator,
} from "./start-simulator.ts";
export {
  ANN,
  BEN,
  CLEO,
  DAN,
  SEED_CALENDARS,
  SEED_MICROSOFT_CALENDARS,
  SIMULATOR_CLIENT_ID,
  SIMULATOR_CLIENT_SECRET,
  SIMULATOR_MICROSOFT_CLIENT_ID,
  SIMULATOR_MICROSOFT_CLIENT_SECRET,
  SIMULATOR_TENANT_ID,
} from "./state/seed-ids.ts";
