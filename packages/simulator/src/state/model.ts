import * as z from "zod";
import { Channel } from "../google/channel.ts";
import { Subscription } from "../microsoft/subscription.ts";
import { Settings, withDefaults } from "./settings.ts";

export const Provider = z.enum(["google", "microsoft"]);
export type Provider = z.infer<typeof Provider>;

/** An instant with the zone it was planned in, or a whole day of the calendar. */
export const EventTime = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("instant"), at: z.number(), timeZone: z.string() }),
  z.object({ kind: z.literal("day"), date: z.string() }),
]);
export type EventTime = z.infer<typeof EventTime>;

const Attendee = z.looseObject({ email: z.string().optional(), responseStatus: z.string().optional() });

/** What the event says, kept as its writer sent it; the fields named here are the ones the simulator reads. */
export const EventDetails = z.looseObject({
  summary: z.string().optional(),
  description: z.string().optional(),
  location: z.string().optional(),
  transparency: z.string().optional(),
  eventType: z.string().optional(),
  attendees: z.array(Attendee).optional(),
  extendedProperties: z
    .object({
      private: z.record(z.string(), z.string()).optional(),
      shared: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
});
export type EventDetails = z.infer<typeof EventDetails>;

/** What only a Microsoft event has, in the words of Graph. */
export const GraphDetails = z.object({
  /** Everything else its writer sent, as it was sent. */
  fields: z.record(z.string(), z.unknown()),
  /** Extended properties by id, which is compared without regard to case. */
  properties: z.record(z.string(), z.string()),
  transactionId: z.string().nullable(),
  /** Of the body that used the transaction id first. */
  bodyHash: z.string().nullable(),
});
export type GraphDetails = z.infer<typeof GraphDetails>;

/** A single event, the master of a series, or an exception to one occurrence of a series. */
export const StoredEvent = z.object({
  id: z.string(),
  iCalUID: z.string(),
  status: z.enum(["confirmed", "tentative", "cancelled"]),
  /** The calendar's change counter when this was last written. */
  version: z.number(),
  created: z.string(),
  updated: z.string(),
  sequence: z.number(),
  createdBy: z.string(),
  start: EventTime,
  end: EventTime,
  recurrence: z.array(z.string()).optional(),
  /** `retired`: the rule no longer yields this occurrence; the record only tells incremental readers so. */
  exceptionOf: z.object({ seriesId: z.string(), originalStart: EventTime, retired: z.boolean() }).optional(),
  details: EventDetails,
  /** At Microsoft: the change counter when it was made. */
  bornVersion: z.number().optional(),
  graph: GraphDetails.optional(),
});
export type StoredEvent = z.infer<typeof StoredEvent>;

export const AccessRole = z.enum(["freeBusyReader", "reader", "writer", "owner"]);
export type AccessRole = z.infer<typeof AccessRole>;

export const Calendar = z.object({
  provider: Provider.default("google"),
  id: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  timeZone: z.string(),
  owner: z.string(),
  primary: z.boolean(),
  access: z.record(z.string(), AccessRole),
  /** Counts every change of an event; sync tokens and etags are made of it. */
  version: z.number(),
  /** Replaced when all earlier sync tokens must die (reset, access change). */
  epoch: z.string(),
  /** The state's list counter when this entry last changed. */
  listVersion: z.number(),
  deleted: z.boolean(),
  events: z.record(z.string(), StoredEvent),
});
export type Calendar = z.infer<typeof Calendar>;

export const Account = z.object({
  email: z.string(),
  name: z.string(),
  sub: z.string(),
  timeZone: z.string(),
  /** Where this person can sign in. */
  providers: z.array(Provider).default(["google"]),
});
export type Account = z.infer<typeof Account>;

/** Tokens and codes are keyed by their SHA-256; none is stored in clear. */
const AccessToken = z.object({ grantId: z.string(), scopes: z.array(z.string()), expiresAt: z.number() });
const RefreshToken = z.object({ grantId: z.string(), scopes: z.array(z.string()), createdAt: z.number() });
const AuthorizationCode = z.object({
  grantId: z.string(),
  scopes: z.array(z.string()),
  redirectUri: z.string(),
  codeChallenge: z.string().nullable(),
  nonce: z.string().nullable(),
  offline: z.boolean(),
  expiresAt: z.number(),
});

export const Grant = z.object({
  id: z.string(),
  provider: Provider.default("google"),
  account: z.string(),
  clientId: z.string(),
  scopes: z.array(z.string()),
  grantedAt: z.number(),
});
export type Grant = z.infer<typeof Grant>;

const Mail = z.object({
  at: z.string(),
  kind: z.enum(["invitation", "update", "cancellation"]),
  calendarId: z.string(),
  eventId: z.string(),
  to: z.string(),
  sequence: z.number(),
});

export const SimulatorState = z.object({
  format: z.literal(1),
  /** New with every reset, so that tokens of the calendar list end with it. */
  epoch: z.string(),
  clockOffsetMs: z.number(),
  signingKey: z.object({ kid: z.string(), privateJwk: z.looseObject({}), publicJwk: z.looseObject({}) }),
  // Knobs that a state file does not know yet stand at their defaults.
  settings: z.preprocess(withDefaults, Settings),
  accounts: z.record(z.string(), Account),
  calendars: z.record(z.string(), Calendar),
  listVersion: z.number(),
  grants: z.record(z.string(), Grant),
  codes: z.record(z.string(), AuthorizationCode),
  accessTokens: z.record(z.string(), AccessToken),
  refreshTokens: z.record(z.string(), RefreshToken),
  subscriptions: z.record(z.string(), Subscription).default({}),
  /** Refresh tokens that Entra ended, and the AADSTS number it refuses them with. */
  endedTokens: z.record(z.string(), z.number()).default({}),
  mails: z.array(Mail),
  /** Google's push channels by id; a name from outside is looked up as an own property alone. */
  channels: z.record(z.string(), Channel).optional(),
});
export type SimulatorState = z.infer<typeof SimulatorState>;

/** The people who can sign in at a provider. */
export function accountsOf(state: SimulatorState, provider: Provider): Account[] {
  return Object.values(state.accounts).filter((account) => account.providers.includes(provider));
}
