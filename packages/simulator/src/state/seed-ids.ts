/** The one OAuth client the simulator knows; not secrets, since it guards made-up data only. */
export const SIMULATOR_CLIENT_ID = "simulator.apps.googleusercontent.example";
export const SIMULATOR_CLIENT_SECRET = "simulator-client-secret";

export const ANN = "ann@harbour-studio.example";
export const BEN = "ben@harbour-studio.example";

/** Ids of the seeded calendars. A primary calendar's id is its account, as with Google. */
export const SEED_CALENDARS = {
  meetingRoom: "meeting-room@group.calendar.google.example",
  ann: ANN,
  holidays: "en.german#holiday@group.v.calendar.google.example",
  ben: BEN,
} as const;
