/** The port behind which every calendar provider stands. Instants are epoch ms, ranges half-open. */

export const providerNames = ["google", "microsoft"] as const;
export type ProviderName = (typeof providerNames)[number];

export type Instants = { start: number; end: number };

/** What one OAuth grant gave us. `refreshToken` is null when the provider sent none. */
export type TokenSet = {
  accessToken: string;
  refreshToken: string | null;
  /** epoch ms */
  expiresAt: number;
  scopes: string[];
};

/** A completed authorization: the tokens and whose account they open. */
export type Grant = TokenSet & { accountId: string; email: string };

/** One permission a person may grant, in words for the screen where they choose. */
export type ProviderScope = {
  scope: string;
  category: "account" | "calendar";
  displayName: string;
  description: string;
  /** Without it the connection is refused; the others are asked for when they were chosen. */
  required: boolean;
};

export type AuthorizationRequest = {
  /** Chosen beyond the required ones; all of the catalogue when absent. */
  scopes?: readonly string[];
  state: string;
  codeVerifier: string;
  redirectUri: string;
  loginHint?: string;
};

export type RemoteCalendar = {
  id: string;
  name: string;
  /** IANA */
  timeZone: string | null;
  accessRole: "owner" | "writer" | "reader" | "freebusy";
  canWrite: boolean;
  isPrimary: boolean;
  colour: string | null;
};

export type RemoteEventTime =
  | { kind: "timed"; start: number; end: number }
  /** Local dates `YYYY-MM-DD`, end exclusive, meant in the calendar's own zone. */
  | { kind: "all_day"; startDate: string; endDate: string };

export type RemoteEvent = {
  id: string;
  seriesId: string | null;
  iCalUid: string | null;
  etag: string | null;
  /** RFC 3339, as the provider gave it */
  updatedAt: string | null;
  time: RemoteEventTime;
  status: "confirmed" | "tentative";
  showAs: "busy" | "free" | "tentative" | "out_of_office" | "working_elsewhere";
  type: "default" | "out_of_office" | "focus_time" | "working_location" | "birthday" | "from_gmail";
  selfResponse: "accepted" | "declined" | "tentative" | "needs_action" | null;
  title: string | null;
  description: string | null;
  location: string | null;
  /** The key under which an app created it: Google's event id, Microsoft's transactionId; null where none was given. */
  key: string | null;
  /** Our own mark, `<installationId>:<pushId>`; null on foreign events and where the provider strips it. */
  tag: string | null;
};

export type RemoteChange =
  | { kind: "event"; event: RemoteEvent }
  /** Gone: the event of this id, and every occurrence of the series of this id. */
  | { kind: "removed"; id: string }
  /** The complete occurrences of one series inside the window; occurrences not listed are gone. */
  | { kind: "series"; seriesId: string; events: RemoteEvent[] };

/** One page of changes. `cursor` is set on the last page alone. */
export type ChangePage = {
  changes: RemoteChange[];
  cursor: string | null;
  /** IANA; the zone in which all-day dates of this calendar are meant */
  timeZone: string | null;
  /** HTTP requests this page cost */
  requests: number;
  /**
   * Items whose time cannot be read; `reason` is a short code. What is known of these ids must stay as it is:
   * neither the sweep of a full listing nor a `series` removes them, so that a broken item never frees time.
   */
  unreadable?: readonly { id: string; reason: string }[];
};

/** The event that one of our bookings should be. */
export type EventDraft = {
  title: string;
  description: string;
  location: string | null;
  start: number;
  end: number;
  /** IANA; in which the provider shows the event */
  timeZone: string;
  tag: string;
};

/** Where the provider is to tell of changes of one calendar. */
export type WatchTarget = {
  calendarId: string;
  /** A UUID of ours, which each notification of Google's names. */
  channelId: string;
  /** Each notification bears it; at most 128 characters. */
  secret: string;
  notificationUrl: string;
  /** epoch ms; the provider may grant less */
  expiresAt: number;
};

/** A granted watch. `resourceId` is null where the provider needs none to stop it. */
export type Watch = {
  subscriptionId: string;
  resourceId: string | null;
  /** epoch ms, as granted */
  expiresAt: number;
};

/** Every call takes a fresh access token; none refreshes, retries or sleeps by itself. All throw ProviderError. */
export type CalendarProvider = {
  name: ProviderName;
  /** Everything that can be asked for; a grant that misses a required one is refused. */
  scopes: readonly ProviderScope[];
  authorizationUrl(request: AuthorizationRequest): Promise<URL>;
  /** `callbackUrl` is the full URL the provider redirected to. Throws `rejected` on denial, `insufficient_scope` on partial consent. */
  exchangeCode(callbackUrl: URL, request: AuthorizationRequest): Promise<Grant>;
  refresh(refreshToken: string): Promise<TokenSet>;
  /** Ends the grant at the provider; succeeds when it was already gone. */
  revoke(token: string): Promise<void>;

  listCalendars(accessToken: string): Promise<RemoteCalendar[]>;
  /** All events that overlap `window`, page by page; the last page carries the cursor for `listChanges`. */
  listWindow(accessToken: string, query: { calendarId: string; window: Instants }): AsyncIterable<ChangePage>;
  /** All changes since `cursor`, anywhere in the calendar. Throws `cursor_expired` when the window must be read again. */
  listChanges(
    accessToken: string,
    query: { calendarId: string; window: Instants; cursor: string },
  ): AsyncIterable<ChangePage>;

  /** Null when the provider does not know the id; a deleted event is `{ deleted: true }` where the provider remembers it. */
  findEvent(
    accessToken: string,
    target: { calendarId: string; eventId: string },
  ): Promise<{ deleted: false; event: RemoteEvent } | { deleted: true; etag: string | null } | null>;
  /** The event that was created under `key`, whatever became of the answer; like `findEvent`. Bears `tag` where the provider keeps it. */
  findCreated(
    accessToken: string,
    target: { calendarId: string; key: string; tag: string },
  ): Promise<{ deleted: false; event: RemoteEvent } | { deleted: true; etag: string | null } | null>;
  /**
   * Creates the event under a key chosen by us, once: throws `conflict` when the key was used in this calendar before.
   * Google makes the key the event's id; where the provider chooses ids itself, the answer names it.
   */
  insertEvent(
    accessToken: string,
    target: { calendarId: string; key: string },
    draft: EventDraft,
  ): Promise<RemoteEvent>;
  /**
   * Writes every field of the draft; with `keepWords` all but title, notes and place, which somebody edited. Throws
   * `precondition_failed` when `etag` is given and moved on. Restores a deleted event where the provider can.
   */
  updateEvent(
    accessToken: string,
    target: { calendarId: string; eventId: string; etag: string | null; keepWords?: boolean },
    draft: EventDraft,
  ): Promise<RemoteEvent>;
  /** Succeeds when the event is gone afterwards, also when it was gone before. */
  deleteEvent(accessToken: string, target: { calendarId: string; eventId: string }): Promise<void>;

  /** `replace`: a new watch beside the old one, which is then stopped; `extend`: the same one lives longer. */
  watchRenewal: "replace" | "extend";
  /** Notifications may arrive before this resolves. Throws `unsupported` for a calendar that cannot be watched, or not from here. */
  watchCalendar(accessToken: string, target: WatchTarget): Promise<Watch>;
  /** Throws `not_found` when the watch is gone, `unsupported` where watches are replaced. */
  extendWatch(accessToken: string, watch: { subscriptionId: string; expiresAt: number }): Promise<Watch>;
  /** Succeeds when the watch is gone afterwards, also when it was gone before. */
  stopWatch(
    accessToken: string,
    watch: { channelId: string; subscriptionId: string; resourceId: string | null },
  ): Promise<void>;
};

export type CalendarProviders = Partial<Record<ProviderName, CalendarProvider>>;
