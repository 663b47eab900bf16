import { randomUUID } from "node:crypto";
import type { CalendarProvider, RemoteEventTime } from "@availability/domain/calendar";
import {
  DAN,
  grantConsent,
  microsoftEndpoints,
  SIMULATOR_MICROSOFT_CLIENT_ID,
  SIMULATOR_MICROSOFT_CLIENT_SECRET,
} from "@availability/simulator";
import * as z from "zod";
import type { ProviderWorld, Trouble, TroubledCall } from "../contract/index.ts";
import { controlDoor } from "../control-door.ts";
import { createMicrosoftProvider } from "./index.ts";

const dayMs = 86_400_000;
const zone = "Europe/Berlin";
const Made = z.object({ id: z.string() });

export type MicrosoftWorld = ProviderWorld & {
  /** The simulator's knobs, and its faults by name; both last until the world is closed. */
  settings(change: object): Promise<void>;
  preset(name: string): Promise<void>;
  providerAs(client: { clientId?: string; clientSecret?: string; tenant?: string }): CalendarProvider;
  /** Changes an event as its owner, in Graph's own words. */
  ownerWrites(eventId: string, event: object): Promise<void>;
};

/** For tests: a new account at the simulator of `url`, with a calendar to write and one of Dan's to read. */
export async function microsoftWorld(url: string): Promise<MicrosoftWorld> {
  const control = controlDoor(url);
  const provider = "microsoft";
  const email = `eve.${randomUUID()}@harbour-clinic.example`;
  await control("POST", "/accounts", { provider, account: email, name: "Eve", timeZone: zone });
  const calendar = (account: string, access: object) =>
    control("POST", "/calendars", { provider, account, summary: "Practice", timeZone: zone, ...access });
  const calendarId = Made.parse(await calendar(email, {})).id;
  const readOnlyCalendarId = Made.parse(await calendar(DAN, { access: { [email]: "reader" } })).id;
  const place = { provider, account: email, calendarId };
  const config = {
    clientId: SIMULATOR_MICROSOFT_CLIENT_ID,
    clientSecret: SIMULATOR_MICROSOFT_CLIENT_SECRET,
    ...microsoftEndpoints(url),
  };
  const settings = async (change: object) => void (await control("POST", "/settings", change));
  const ownerWrites = async (id: string, event: object) =>
    void (await control("PATCH", `/events/${encodeURIComponent(id)}`, { ...place, event }));
  const start = Math.floor(Date.now() / dayMs) * dayMs + 7 * dayMs;

  return {
    traits: {
      keyIsId: false,
      repeatsInserts: true,
      remembersDeleted: false,
      endsGrants: false,
      pagesTellZone: false,
      callsBesides: { calendars: 1, window: 1 },
    },
    provider: createMicrosoftProvider(config),
    providerWith: (limits) => createMicrosoftProvider({ ...config, ...limits }),
    providerAs: (client) => createMicrosoftProvider({ ...config, ...client }),
    redirectUri: "http://localhost:3000/api/oauth/microsoft/callback",
    email,
    calendarId,
    readOnlyCalendarId,
    window: { start, end: start + 31 * dayMs },
    settings,
    preset: async (preset) => void (await control("POST", "/faults", { preset })),
    ownerWrites,
    consent: (consentUrl, { decision, scopes }) =>
      grantConsent(consentUrl, email, { decision, ...(scopes ? { scopes: [...scopes] } : {}) }),
    withdrawConsent: async () => void (await control("POST", `/accounts/${email}/revoke`)),
    expireTokens: async () => void (await control("POST", "/clock", { advanceMs: 2 * 3_600_000 })),
    async ownerAdds({ title, time, weeks }) {
      const event = { subject: title, ...eventTime(time), ...(weeks ? weekly(time, weeks) : {}) };
      return Made.parse(await control("POST", "/events", { ...place, event })).id;
    },
    ownerMoves: (id, time) => ownerWrites(id, eventTime(time)),
    ownerDeletes: async (id) => void (await control("DELETE", `/events/${encodeURIComponent(id)}`, place)),
    servesPagesOf: (pageSize) => settings({ pageSize }),
    trouble: async (call, what) => void (await control("POST", "/faults", fault(call, what))),
    async callsSince() {
      const calls = z.array(z.unknown()).parse(await control("GET", "/requests"));
      await control("DELETE", "/requests");
      return calls.length;
    },
    async close() {
      await control("DELETE", "/faults");
      await control("DELETE", "/requests");
      await settings(usual);
    },
  };
}

const usual = {
  pageSize: null,
  strictRotation: false,
  deltaRepeats: false,
  deltaEmptyPages: false,
  deltaRemovesOccurrences: false,
  duplicateTransactionStatus: 400,
  duplicateTransactionNamesEvent: true,
  windowsZoneNames: false,
  filterLagSeconds: 0,
};

/** All-day events are midnights, whatever their zone. */
function eventTime(time: RemoteEventTime) {
  const at = (dateTime: string) => ({ dateTime, timeZone: "UTC" });
  const instant = (ms: number) => at(new Date(ms).toISOString().slice(0, 23));
  if (time.kind === "timed") {
    return { isAllDay: false, start: instant(time.start), end: instant(time.end) };
  }
  const midnight = (date: string) => at(`${date}T00:00:00`);
  return { isAllDay: true, start: midnight(time.startDate), end: midnight(time.endDate) };
}

function weekly(time: RemoteEventTime, numberOfOccurrences: number) {
  const start = new Date(time.kind === "timed" ? time.start : Date.parse(time.startDate));
  const day = start.toLocaleDateString("en-GB", { weekday: "long", timeZone: "UTC" }).toLowerCase();
  return {
    recurrence: {
      pattern: { type: "weekly", interval: 1, daysOfWeek: [day], firstDayOfWeek: "monday" },
      range: {
        type: "numbered",
        startDate: start.toISOString().slice(0, 10),
        numberOfOccurrences,
        recurrenceTimeZone: "UTC",
      },
    },
  };
}

const operations: Record<TroubledCall, string> = {
  token: "oauth.token",
  list_events: "calendarView.list",
  list_calendars: "calendars.list",
  insert_event: "events.create",
};

function fault(call: TroubledCall, what: Trouble) {
  const match = { provider: "microsoft", method: operations[call] };
  switch (what.kind) {
    case "rate_limited":
      return {
        match,
        do: { status: 429, headers: { "retry-after": `${what.retryAfterSeconds}` }, body: tooMany(call) },
      };
    case "cursor_expired":
      return {
        match: { ...match, method: "calendarView.delta" },
        do: { status: 410, body: { error: { code: "SyncStateNotFound", message: "generation=149" } } },
      };
    case "slow":
      return { match, do: { delayMs: 1_000 } };
    case "html":
      return { match, do: { htmlBody: "<html><title>Sign in to the network</title></html>", status: 200 } };
    case "dropped":
      return { match, do: what.when === "before" ? { drop: "before" } : { applyThen: { drop: true } } };
  }
}

function tooMany(call: TroubledCall) {
  if (call === "token") return { error: "temporarily_unavailable" };
  return {
    error: { code: "ApplicationThrottled", message: "Application is over its MailboxConcurrency limit." },
  };
}
