/** Stand-ins for the calendar providers over HTTP: Google Calendar with its OAuth server, a control door and a page. */
export { type ConsentChoice, grantConsent } from "./grant-consent.ts";
export { googleEndpoints, type SimulatorOptions, startSimulator } from "./start-simulator.ts";
export {
  ANN,
  BEN,
  SEED_CALENDARS,
  SIMULATOR_CLIENT_ID,
  SIMULATOR_CLIENT_SECRET,
} from "./state/seed-ids.ts";
