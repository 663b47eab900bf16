import type { ProviderName } from "@availability/domain/calendar";
import { ANN, CLEO, SEED_CALENDARS, SEED_MICROSOFT_CALENDARS } from "@availability/simulator";
import * as z from "zod";
import type { NotificationWorld } from "./notification-world.ts";

const hourMs = 3_600_000;

/** Whose calendar it is at each provider, and how its events are written. */
const owners = {
  google: {
    account: ANN,
    calendarId: SEED_CALENDARS.meetingRoom,
    calendarName: "Meeting room",
    title: "summary",
    at: (ms: number) => ({ dateTime: new Date(ms).toISOString() }),
  },
  microsoft: {
    account: CLEO,
    calendarId: SEED_MICROSOFT_CALENDARS.treatmentRoom,
    calendarName: "Treatment room",
    title: "subject",
    at: (ms: number) => ({ dateTime: new Date(ms).toISOString().slice(0, 19), timeZone: "UTC" }),
  },
} as const;

const Made = z.object({ id: z.string() });
const Standing = z.looseObject({
  id: z.string(),
  status: z.string().optional(),
  summary: z.string().optional(),
  subject: z.string().optional(),
});
const State = z.object({ calendars: z.array(z.object({ id: z.string(), events: z.array(Standing) })) });

/** The owner of a seeded calendar at a provider, who changes it by hand. */
export function ownerAt(provider: ProviderName, { control }: NotificationWorld) {
  const { account, calendarId, calendarName, title, at } = owners[provider];
  const place = { provider, account, calendarId };
  const lasting = (start: number) => ({ start: at(start), end: at(start + hourMs) });
  return {
    account,
    calendarName,
    /** Adds an event of an hour; its id. */
    async adds(name: string, start: number): Promise<string> {
      const event = { [title]: name, ...lasting(start) };
      return Made.parse(await control("POST", "events", { ...place, event })).id;
    },
    async moves(id: string, start: number): Promise<void> {
      await control("PATCH", `events/${encodeURIComponent(id)}`, { ...place, event: lasting(start) });
    },
    async deletes(id: string): Promise<void> {
      await control("DELETE", `events/${encodeURIComponent(id)}`, place);
    },
    /** What stands in the calendar, by title. */
    async sees(): Promise<string[]> {
      const { calendars } = State.parse(await control("GET", "state"));
      const events = calendars.find(({ id }) => id === calendarId)?.events ?? [];
      return events
        .filter(({ status }) => status !== "cancelled")
        .map(({ summary, subject }) => summary ?? subject ?? "");
    },
  };
}
