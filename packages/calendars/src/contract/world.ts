import type { CalendarProvider, Instants, RemoteEventTime } from "@availability/domain/calendar";

/** What the owner of a calendar puts into it by hand. */
export type OwnerEvent = {
  title: string;
  time: RemoteEventTime;
  /** A weekly series of this many occurrences, in the calendar's zone. */
  weeks?: number;
};

/** What goes wrong with the next matching calls, at the network. */
export type Trouble =
  | { kind: "rate_limited"; retryAfterSeconds: number }
  | { kind: "cursor_expired" }
  | { kind: "slow" }
  | { kind: "html" }
  | { kind: "dropped"; when: "before" | "after_applying" };

export type TroubledCall = "token" | "list_events" | "list_calendars" | "insert_event";

/** In what providers may rightly differ; everything else is the same for all. */
export type Traits = {
  /** The key we choose is the event's id; else the provider chooses one and keeps the key beside it. */
  keyIsId: boolean;
  /** An insert repeated word for word is answered by the event it made before. */
  repeatsInserts: boolean;
  /** A deleted event is known as deleted and can be restored. */
  remembersDeleted: boolean;
  /** What ends a grant from our side reaches the provider. */
  endsGrants: boolean;
  /** A page of events names the zone in which its all-day dates are meant. */
  pagesTellZone: boolean;
  /** Calls beside the pages: to list calendars, and to read a window whose cursor fits on one page. */
  callsBesides: { calendars: number; window: number };
};

/** One account at a stand-in of the provider, with three calendars that start empty apart from what a test adds. */
export type ProviderWorld = {
  traits: Traits;
  provider: CalendarProvider;
  /** The same account through an adapter with a small page size or a short time limit. */
  providerWith(limits: { pageSize?: number; timeoutMs?: number }): CalendarProvider;
  redirectUri: string;
  email: string;
  /** Its zone is Europe/Berlin. */
  calendarId: string;
  readOnlyCalendarId: string;
  /** Free of events before a test adds some; all tests play in it. */
  window: Instants;

  /** What a person does on the consent page; the URL they are sent back to. */
  consent(url: URL, choice: { decision: "allow" | "deny"; scopes?: readonly string[] }): Promise<URL>;
  /** The person takes the access back in the account's own settings. */
  withdrawConsent(): Promise<void>;
  /** Lets the access tokens issued so far expire. */
  expireTokens(): Promise<void>;
  /** Returns the id of the event, or of the series. */
  ownerAdds(event: OwnerEvent): Promise<string>;
  ownerMoves(eventId: string, time: RemoteEventTime): Promise<void>;
  ownerDeletes(eventId: string): Promise<void>;
  /** The provider puts at most this many items on a page, whatever it is asked for. */
  servesPagesOf(size: number): Promise<void>;
  /** The next call of this sort, and only it, meets the trouble. */
  trouble(call: TroubledCall, what: Trouble): Promise<void>;
  /** Calls the stand-in has answered since the last time it was asked. */
  callsSince(): Promise<number>;
  close(): Promise<void>;
};

export type WorldSetup = () => Promise<ProviderWorld>;
