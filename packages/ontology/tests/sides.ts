import type { ProviderName } from "@availability/domain/calendar";
import * as z from "zod";
import { hands } from "./convergence/hands.ts";
import type { Span } from "./convergence/owner.ts";
import {
  connectGoogle,
  connectMicrosoft,
  createGoogleWorld,
  createMicrosoftWorld,
  type GoogleWorld,
} from "./world.ts";

/** Both providers, for tests of what must be the same at either. */
export const sides = [
  { provider: "google", createSimulated: createGoogleWorld, connect: connectGoogle },
  { provider: "microsoft", createSimulated: createMicrosoftWorld, connect: connectMicrosoft },
] as const;

export const account = "eve@harbour-clinic.example";
/** The one calendar of the account beside its own, empty at first. */
export const calendarName = "Practice";
const calendarId = "practice";

const State = z.object({ calendars: z.array(z.object({ id: z.string(), events: z.array(z.unknown()) })) });
const Made = z.object({ id: z.string() });

/** The person whose calendar it is, at one provider. `setUp` begins anew. */
export function ownerAt({ control }: Pick<GoogleWorld, "control">, provider: ProviderName) {
  const hand = hands[provider];
  const place = { provider, account, calendarId };
  const path = (id: string) => `events/${encodeURIComponent(id)}`;
  type Event = { title?: string; isFree?: boolean; span?: Span };
  return {
    async setUp(): Promise<void> {
      await control("POST", "reset");
      const timeZone = "Europe/Berlin";
      await control("POST", "accounts", { provider, account, name: "Eve", timeZone });
      const calendar = { provider, account, id: calendarId, summary: calendarName, timeZone };
      await control("POST", "calendars", calendar);
    },
    async adds(event: Event): Promise<string> {
      return Made.parse(await control("POST", "events", { ...place, event: hand.event(event) })).id;
    },
    async changes(id: string, event: Event): Promise<void> {
      await control("PATCH", path(id), { ...place, event: hand.event(event) });
    },
    /** At Google alone: there a deleted event keeps its id. */
    async undeletes(id: string): Promise<void> {
      await control("PATCH", path(id), { ...place, event: { status: "confirmed" } });
    },
    async deletes(id: string): Promise<void> {
      await control("DELETE", path(id), place);
    },
    /** Our events that stand in the calendar. */
    async ours() {
      const { calendars } = State.parse(await control("GET", "state"));
      const events = calendars.find(({ id }) => id === calendarId)?.events ?? [];
      return events.flatMap((shown) => hand.read(shown) ?? []);
    },
  };
}
