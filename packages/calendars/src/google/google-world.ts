import { randomUUID } from "node:crypto";
import type { CalendarProvider, RemoteEventTime } from "@availability/domain/calendar";
import {
  BEN,
  googleEndpoints,
  grantConsent,
  SIMULATOR_CLIENT_ID,
  SIMULATOR_CLIENT_SECRET,
} from "@availability/simulator";
import * as z from "zod";
import type { ProviderWorld, Trouble, TroubledCall } from "../contract/index.ts";
import { controlDoor } from "../control-door.ts";
import { createGoogleProvider } from "./index.ts";

const dayMs = 86_400_000;
const zone = "Europe/Berlin";
const Made = z.object({ id: z.string() });

export type GoogleWorld = ProviderWorld & {
  /** The simulator's knobs, and its faults by name; both last until the world is closed. */
  settings(change: object): Promise<void>;
  preset(name: string): Promise<void>;
  providerAs(client: { clientId?: string; clientSecret?: string }): CalendarProvider;
};

/** For tests: a new account at the simulator of `url`, with a calendar to write and one of Ben's to read. */
export async function googleWorld(url: string): Promise<GoogleWorld> {
  const control = controlDoor(url);
  const email = `ann.${randomUUID()}@harbour-studio.example`;
  await control("POST", "/accounts", { provider: "google", account: email, name: "Ann", timeZone: zone });
  const calendar = (account: string, access = {}) =>
    control("POST", "/calendars", { provider: "google", account, summary: "Studio", timeZone: zone, access });
  const calendarId = Made.parse(await calendar(email)).id;
  const readOnlyCalendarId = Made.parse(await calendar(BEN, { [email]: "reader" })).id;
  const place = { provider: "google", account: email, calendarId };
  const { jwksUrl: _, ...urls } = googleEndpoints(url);
  const config = { clientId: SIMULATOR_CLIENT_ID, clientSecret: SIMULATOR_CLIENT_SECRET, ...urls };
  const settings = async (change: object) => void (await control("POST", "/settings", change));
  const start = Math.floor(Date.now() / dayMs) * dayMs + 7 * dayMs;

  return {
    traits: {
      keyIsId: true,
      repeatsInserts: false,
      remembersDeleted: true,
      endsGrants: true,
      pagesTellZone: true,
      callsBesides: { calendars: 0, window: 0 },
    },
    provider: createGoogleProvider(config),
    providerWith: (limits) => createGoogleProvider({ ...config, ...limits }),
    providerAs: (client) => createGoogleProvider({ ...config, ...client }),
    redirectUri: "http://localhost:3000/api/oauth/google/callback",
    email,
    calendarId,
    readOnlyCalendarId,
    window: { start, end: start + 31 * dayMs },
    settings,
    preset: async (preset) => void (await control("POST", "/faults", { preset })),
    consent: (consentUrl, { decision, scopes }) =>
      grantConsent(consentUrl, email, { decision, ...(scopes ? { scopes: [...scopes] } : {}) }),
    withdrawConsent: async () => void (await control("POST", `/accounts/${email}/revoke`)),
    expireTokens: async () => void (await control("POST", "/clock", { advanceMs: 2 * 3_600_000 })),
    async ownerAdds({ title, time, weeks }) {
      const recurrence = weeks ? { recurrence: [`RRULE:FREQ=WEEKLY;COUNT=${weeks}`] } : {};
      const event = { summary: title, ...eventTime(time), ...recurrence };
      return Made.parse(await control("POST", "/events", { ...place, event })).id;
    },
    ownerMoves: async (id, time) =>
      void (await control("PATCH", `/events/${id}`, { ...place, event: eventTime(time) })),
    ownerDeletes: async (id) => void (await control("DELETE", `/events/${id}`, place)),
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
      await settings({ pageSize: null, undeleteRefused: false, incrementalReturnsMasters: false });
    },
  };
}

/** Both ways of telling a time, so that a move can turn one into the other. */
function eventTime(time: RemoteEventTime) {
  if (time.kind === "all_day") {
    const at = (date: string) => ({ date, dateTime: null, timeZone: null });
    return { start: at(time.startDate), end: at(time.endDate) };
  }
  const at = (ms: number) => ({ dateTime: new Date(ms).toISOString(), timeZone: zone, date: null });
  return { start: at(time.start), end: at(time.end) };
}

const operations: Record<TroubledCall, string> = {
  token: "oauth.token",
  list_events: "events.list",
  list_calendars: "calendarList.list",
  insert_event: "events.insert",
};

function fault(call: TroubledCall, what: Trouble) {
  const match = { provider: "google", method: operations[call] };
  switch (what.kind) {
    case "rate_limited":
      return {
        match,
        do: { status: 429, headers: { "retry-after": `${what.retryAfterSeconds}` }, body: tooMany(call) },
      };
    case "cursor_expired":
      return { preset: "fullSyncRequired" };
    case "slow":
      return { match, do: { delayMs: 1_000 } };
    case "html":
      return { match, do: { htmlBody: "<html><title>Sign in to the network</title></html>", status: 200 } };
    case "dropped":
      return { match, do: what.when === "before" ? { drop: "before" } : { applyThen: { drop: true } } };
  }
}

function tooMany(call: TroubledCall) {
  if (call === "token") return { error: "rate_limit_exceeded" };
  return { error: { code: 429, message: "Rate Limit Exceeded", errors: [{ reason: "rateLimitExceeded" }] } };
}
