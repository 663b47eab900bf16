/** The one OAuth client the simulator knows at Google; not secrets, since it guards made-up data only. */
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

/** The one app registration the simulator knows at Microsoft, and the tenant all its people are in. */
export const SIMULATOR_MICROSOFT_CLIENT_ID = "5c1b0c6e-5c0f-4f0b-8d5e-0a7d6a2b9c11";
export const SIMULATOR_MICROSOFT_CLIENT_SECRET = "simulator-microsoft-client-secret";
export const SIMULATOR_TENANT_ID = "0f3a9c52-7e41-4b6d-9a18-2d5c7e8f4b60";

export const CLEO = "cleo@harbour-clinic.example";
export const DAN = "dan@harbour-clinic.example";

/** Ids of the seeded calendars at Microsoft, where an id tells nothing. */
export const SEED_MICROSOFT_CALENDARS = {
  cleo: "AAMkADBjbGVvLWNhbGVuZGFyAAA=",
  treatmentRoom: "AAMkADB0cmVhdG1lbnQtcm9vbQAAA=",
  dan: "AAMkADBkYW4tY2FsZW5kYXIAAA=",
} as const;
