import { providerNames, type SyncCounts } from "@availability/domain/calendar";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { users } from "./accounts.ts";
import { bookings } from "./bookings.ts";
import { createdAt, id, instant, updatedAt } from "./columns.ts";
import { oneOf } from "./one-of.ts";
import { organizations } from "./organizations.ts";
import { products } from "./products.ts";

/** Sealed with AES-256-GCM; the row id is the associated data. Only the token cipher reads or writes one. */
const sealed = customType<{ data: string }>({ dataType: () => "text" });

const connectionStatuses = ["active", "needs_reauth", "disconnected"] as const;
const calendarStatuses = ["active", "gone"] as const;
const runStatuses = ["queued", "running", "succeeded", "failed"] as const;
const runTriggers = ["cron", "webhook", "manual", "connect", "booking", "reconcile"] as const;
const remoteStates = [
  "none",
  "unknown",
  "present",
  "absent",
  "ext_deleted",
  "ext_modified",
  "blocked",
] as const;

const channelStatuses = ["pending", "active", "superseded", "stopped", "unsupported", "failed"] as const;
const conflictKinds = ["overlap", "ext_moved", "ext_deleted", "mass_deletion"] as const;
const conflictResolutions = [
  /** It went away by itself. */
  "resolved",
  /** The booking followed its event. */
  "applied",
  /** The event was put back as the booking says. */
  "reverted",
  /** The booking was cancelled. */
  "cancelled",
  /** A person let both stand. */
  "dismissed",
] as const;

export const calendarConnections = pgTable(
  "calendar_connections",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    connectedBy: uuid("connected_by").references(() => users.id, { onDelete: "set null" }),
    provider: text("provider", { enum: providerNames }).notNull(),
    /** Google `sub`; Microsoft `tid` and `oid` */
    providerAccountId: text("provider_account_id").notNull(),
    email: text("email").notNull(),
    scopes: text("scopes").array().notNull(),
    accessToken: sealed("access_token_sealed"),
    refreshToken: sealed("refresh_token_sealed"),
    accessExpiresAt: instant("access_expires_at"),
    /** Rises with every stored token, so that a refused token is refreshed once however many callers used it. */
    tokenVersion: integer("token_version").notNull().default(1),
    status: text("status", { enum: connectionStatuses }).notNull(),
    statusReason: text("status_reason"),
    statusSince: instant("status_since").notNull(),
    /** No call before this instant: the provider asked us to slow down. */
    throttledUntil: instant("throttled_until"),
    /** The plan's `syncSettings.calendar`: off reads and writes nothing and keeps what is known. */
    syncEnabled: boolean("sync_enabled").notNull().default(true),
    /** When access was last proved by a call, and what the last failing call met since. */
    lastProbeAt: instant("last_probe_at"),
    lastErrorCode: text("last_error_code"),
    lastErrorAt: instant("last_error_at"),
    nextProbeAt: instant("next_probe_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique("calendar_connections_organization_id_id_key").on(table.organizationId, table.id),
    unique("calendar_connections_account_key").on(
      table.organizationId,
      table.provider,
      table.providerAccountId,
    ),
    index("calendar_connections_connected_by_idx").on(table.connectedBy),
    index("calendar_connections_probe_idx")
      .on(table.nextProbeAt, table.id)
      .where(sql`${table.status} = 'active'`),
    check("calendar_connections_provider_check", oneOf(table.provider, providerNames)),
    check("calendar_connections_status_check", oneOf(table.status, connectionStatuses)),
    check(
      "calendar_connections_tokens_check",
      sql`${table.status} <> 'disconnected' or (${table.accessToken} is null and ${table.refreshToken} is null)`,
    ),
  ],
);

export const calendarOauthAttempts = pgTable(
  "calendar_oauth_attempts",
  {
    /** SHA-256 of the state parameter, hex */
    stateHash: text("state_hash").primaryKey(),
    /** Row id in the sense of the token cipher's associated data. */
    id: uuid("id").notNull(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** SHA-256 of the session that began it, hex: another session cannot finish it. */
    sessionHash: text("session_hash").notNull(),
    provider: text("provider", { enum: providerNames }).notNull(),
    codeVerifier: sealed("code_verifier_sealed").notNull(),
    redirectAfter: text("redirect_after").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (table) => [
    index("calendar_oauth_attempts_expires_idx").on(table.expiresAt),
    index("calendar_oauth_attempts_organization_idx").on(table.organizationId),
    index("calendar_oauth_attempts_user_idx").on(table.userId),
  ],
);

export const externalCalendars = pgTable(
  "external_calendars",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    connectionId: uuid("connection_id").notNull(),
    providerCalendarId: text("provider_calendar_id").notNull(),
    name: text("name").notNull(),
    /** IANA */
    timeZone: text("time_zone"),
    accessRole: text("access_role").notNull(),
    canWrite: boolean("can_write").notNull(),
    isPrimary: boolean("is_primary").notNull(),
    colour: text("colour"),
    status: text("status", { enum: calendarStatuses }).notNull().default("active"),
    goneSince: instant("gone_since"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique("external_calendars_organization_id_id_key").on(table.organizationId, table.id),
    unique("external_calendars_provider_key").on(table.connectionId, table.providerCalendarId),
    foreignKey({
      name: "external_calendars_connection_fk",
      columns: [table.organizationId, table.connectionId],
      foreignColumns: [calendarConnections.organizationId, calendarConnections.id],
    }).onDelete("cascade"),
    check("external_calendars_status_check", oneOf(table.status, calendarStatuses)),
  ],
);

/** `blocks_resource`: whose time a calendar takes, and which calendar a product's bookings go to. */
export const calendarLinks = pgTable(
  "calendar_links",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    calendarId: uuid("calendar_id").notNull(),
    productId: uuid("product_id").notNull(),
    countsBusy: boolean("counts_busy").notNull(),
    receivesBookings: boolean("receives_bookings").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique("calendar_links_calendar_product_key").on(table.calendarId, table.productId),
    foreignKey({
      name: "calendar_links_calendar_fk",
      columns: [table.organizationId, table.calendarId],
      foreignColumns: [externalCalendars.organizationId, externalCalendars.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "calendar_links_product_fk",
      columns: [table.organizationId, table.productId],
      foreignColumns: [products.organizationId, products.id],
    }).onDelete("cascade"),
    index("calendar_links_product_idx").on(table.productId),
    check("calendar_links_purpose_check", sql`${table.countsBusy} or ${table.receivesBookings}`),
  ],
);

export const calendarSyncStates = pgTable(
  "calendar_sync_states",
  {
    calendarId: uuid("calendar_id").primaryKey(),
    organizationId: uuid("organization_id").notNull(),
    /** The provider's incremental cursor; it opens nothing without an access token. */
    cursor: text("cursor"),
    windowStart: instant("window_start"),
    windowEnd: instant("window_end"),
    /** Rises with every full read; rows of an older generation are swept after it. */
    generation: integer("generation").notNull().default(0),
    /** Raised by whoever learns of a change; the calendar is due while it is ahead of `syncedSeq`. */
    dirtySeq: bigint("dirty_seq", { mode: "number" }).notNull().default(1),
    syncedSeq: bigint("synced_seq", { mode: "number" }).notNull().default(0),
    leaseOwner: uuid("lease_owner"),
    leaseUntil: instant("lease_until"),
    lastSuccessAt: instant("last_success_at"),
    lastFullAt: instant("last_full_at"),
    /** The nightly reading of the whole window: when it is due, and how many rows it ever found to differ. */
    nextReconcileAt: instant("next_reconcile_at"),
    driftCount: integer("drift_count").notNull().default(0),
    lastDriftAt: instant("last_drift_at"),
    /** Changes that the cron found and no notification told of, since the channel was made. */
    missedNotifications: integer("missed_notifications").notNull().default(0),
    /** The cron asks for a sync from this instant on. */
    nextDueAt: instant("next_due_at").notNull(),
    failures: integer("failures").notNull().default(0),
    lastErrorCode: text("last_error_code"),
    lastErrorAt: instant("last_error_at"),
  },
  (table) => [
    foreignKey({
      name: "calendar_sync_states_calendar_fk",
      columns: [table.organizationId, table.calendarId],
      foreignColumns: [externalCalendars.organizationId, externalCalendars.id],
    }).onDelete("cascade"),
    index("calendar_sync_states_due_idx").on(table.nextDueAt, table.calendarId),
    index("calendar_sync_states_reconcile_idx").on(table.nextReconcileAt, table.calendarId),
  ],
);

export const externalEvents = pgTable(
  "external_events",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    calendarId: uuid("calendar_id").notNull(),
    providerEventId: text("provider_event_id").notNull(),
    seriesId: text("series_id"),
    iCalUid: text("ical_uid"),
    etag: text("etag"),
    providerUpdatedAt: text("provider_updated_at"),
    eventType: text("event_type").notNull(),
    showAs: text("show_as").notNull(),
    selfResponse: text("self_response"),
    isAllDay: boolean("is_all_day").notNull(),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    /** Of an all-day event: the local dates it was given in, the end exclusive. */
    startDate: date("start_date", { mode: "string" }),
    endDate: date("end_date", { mode: "string" }),
    isBusy: boolean("is_busy").notNull(),
    origin: text("origin", { enum: ["external", "ours"] }).notNull(),
    seenGeneration: integer("seen_generation").notNull(),
    deletedAt: instant("deleted_at"),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique("external_events_provider_key").on(table.calendarId, table.providerEventId),
    foreignKey({
      name: "external_events_calendar_fk",
      columns: [table.organizationId, table.calendarId],
      foreignColumns: [externalCalendars.organizationId, externalCalendars.id],
    }).onDelete("cascade"),
    index("external_events_series_idx")
      .on(table.calendarId, table.seriesId)
      .where(sql`${table.seriesId} is not null`),
    index("external_events_generation_idx")
      .on(table.calendarId, table.seenGeneration)
      .where(sql`${table.deletedAt} is null`),
    index("external_events_deleted_idx").on(table.deletedAt).where(sql`${table.deletedAt} is not null`),
    index("external_events_busy_idx")
      .using("gist", table.calendarId, sql`tstzrange(${table.startsAt}, ${table.endsAt})`)
      .where(sql`${table.isBusy} and ${table.deletedAt} is null`),
    check("external_events_times_check", sql`${table.endsAt} >= ${table.startsAt}`),
    check("external_events_ours_check", sql`not (${table.isBusy} and ${table.origin} = 'ours')`),
  ],
);

/** `synced_from_booking`: what one target calendar should hold of one booking, and what it is known to hold. */
export const calendarPushes = pgTable(
  "calendar_pushes",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    bookingId: uuid("booking_id").notNull(),
    calendarId: uuid("calendar_id").notNull(),
    desired: text("desired", { enum: ["present", "absent"] }).notNull(),
    /** Rises with every change of what is desired; `appliedVersion` follows it. */
    desiredVersion: integer("desired_version").notNull().default(1),
    appliedVersion: integer("applied_version").notNull().default(0),
    /** Part of the external id: a new one is an event that the provider has never seen. */
    incarnation: integer("incarnation").notNull().default(1),
    providerEventId: text("provider_event_id").notNull(),
    remoteState: text("remote_state", { enum: remoteStates }).notNull().default("none"),
    remoteEtag: text("remote_etag"),
    /** The version that a reading saw of it while it was to be written, or `gone`: whoever writes it looks first. */
    seenEtag: text("seen_etag"),
    /** Of the event as the provider gave it back after our last write, normalised. */
    appliedHash: text("applied_hash"),
    /** By which an event of ours is known again where its id changed. */
    iCalUid: text("ical_uid"),
    attempts: integer("attempts").notNull().default(0),
    leaseOwner: uuid("lease_owner"),
    leaseUntil: instant("lease_until"),
    lastErrorCode: text("last_error_code"),
    lastErrorAt: instant("last_error_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique("calendar_pushes_booking_calendar_key").on(table.bookingId, table.calendarId),
    unique("calendar_pushes_provider_event_key").on(table.calendarId, table.providerEventId),
    foreignKey({
      name: "calendar_pushes_booking_fk",
      columns: [table.organizationId, table.bookingId],
      foreignColumns: [bookings.organizationId, bookings.id],
    }),
    foreignKey({
      name: "calendar_pushes_calendar_fk",
      columns: [table.organizationId, table.calendarId],
      foreignColumns: [externalCalendars.organizationId, externalCalendars.id],
    }),
    index("calendar_pushes_ical_uid_idx").on(table.organizationId, table.iCalUid),
    index("calendar_pushes_unapplied_idx")
      .on(table.updatedAt)
      .where(sql`${table.appliedVersion} < ${table.desiredVersion}`),
    check("calendar_pushes_remote_state_check", oneOf(table.remoteState, remoteStates)),
  ],
);

export const syncRuns = pgTable(
  "sync_runs",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    calendarId: uuid("calendar_id").notNull(),
    trigger: text("trigger", { enum: runTriggers }).notNull(),
    kind: text("kind", { enum: ["full", "incremental"] }),
    status: text("status", { enum: runStatuses }).notNull(),
    counts: jsonb("counts").$type<SyncCounts>().notNull(),
    requests: integer("requests").notNull().default(0),
    requestedAt: instant("requested_at").notNull(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
    errorCode: text("error_code"),
    errorDetail: text("error_detail"),
    jobRunId: text("job_run_id"),
    /** A failed run that a person has dealt with. */
    dismissedAt: instant("dismissed_at"),
    dismissedBy: uuid("dismissed_by").references(() => users.id, { onDelete: "set null" }),
    dismissedReason: text("dismissed_reason"),
  },
  (table) => [
    foreignKey({
      name: "sync_runs_calendar_fk",
      columns: [table.organizationId, table.calendarId],
      foreignColumns: [externalCalendars.organizationId, externalCalendars.id],
    }).onDelete("cascade"),
    index("sync_runs_calendar_idx").on(table.calendarId, table.requestedAt),
    index("sync_runs_organization_idx").on(table.organizationId, table.status, table.requestedAt),
    index("sync_runs_dismissed_by_idx").on(table.dismissedBy),
    uniqueIndex("sync_runs_open_key")
      .on(table.calendarId)
      .where(sql`${table.status} in ('queued', 'running')`),
    check("sync_runs_trigger_check", oneOf(table.trigger, runTriggers)),
    check("sync_runs_status_check", oneOf(table.status, runStatuses)),
  ],
);

/** A Google channel or a Graph subscription by which the provider tells us that a calendar changed. */
export const calendarWatchChannels = pgTable(
  "calendar_watch_channels",
  {
    /** Also the channel's id at Google. */
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    calendarId: uuid("calendar_id").notNull(),
    /** The provider's own id of it: null until it answered. */
    subscriptionId: text("subscription_id"),
    /** Google alone: what must be named to stop it. */
    resourceId: text("resource_id"),
    /** SHA-256 of the secret that each notification bears, hex. */
    secretHash: text("secret_hash").notNull(),
    status: text("status", { enum: channelStatuses }).notNull().default("pending"),
    expiresAt: instant("expires_at").notNull(),
    lastMessageNumber: bigint("last_message_number", { mode: "number" }),
    lastNotifiedAt: instant("last_notified_at"),
    /** When it is to be renewed, tried again, or stopped. */
    nextAttemptAt: instant("next_attempt_at").notNull(),
    attempts: integer("attempts").notNull().default(0),
    lastErrorCode: text("last_error_code"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    foreignKey({
      name: "calendar_watch_channels_calendar_fk",
      columns: [table.organizationId, table.calendarId],
      foreignColumns: [externalCalendars.organizationId, externalCalendars.id],
    }).onDelete("cascade"),
    index("calendar_watch_channels_calendar_idx").on(table.calendarId, table.status),
    index("calendar_watch_channels_due_idx")
      .on(table.nextAttemptAt, table.id)
      .where(sql`${table.status} <> 'stopped'`),
    uniqueIndex("calendar_watch_channels_subscription_key")
      .on(table.subscriptionId)
      .where(sql`${table.subscriptionId} is not null`),
    uniqueIndex("calendar_watch_channels_active_key")
      .on(table.calendarId)
      .where(sql`${table.status} = 'active'`),
    check("calendar_watch_channels_status_check", oneOf(table.status, channelStatuses)),
  ],
);

/** Where a booking and a calendar disagree, until a person or a rule settles it. */
export const calendarConflicts = pgTable(
  "calendar_conflicts",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    calendarId: uuid("calendar_id").notNull(),
    kind: text("kind", { enum: conflictKinds }).notNull(),
    /** Null for a mass deletion, which is about a calendar. */
    bookingId: uuid("booking_id"),
    /** The event that overlaps the booking. */
    externalEventId: uuid("external_event_id").references(() => externalEvents.id, { onDelete: "cascade" }),
    /** The push whose event was moved or deleted. */
    pushId: uuid("push_id").references(() => calendarPushes.id, { onDelete: "cascade" }),
    /** Of a moved event: where it stands now. */
    startsAt: instant("starts_at"),
    endsAt: instant("ends_at"),
    /** Of a mass deletion: how many events of ours are gone. */
    eventCount: integer("event_count"),
    detectedAt: instant("detected_at").notNull(),
    resolvedAt: instant("resolved_at"),
    resolution: text("resolution", { enum: conflictResolutions }),
    /** Null when a rule settled it. */
    resolvedBy: uuid("resolved_by").references(() => users.id, { onDelete: "set null" }),
  },
  (table) => [
    unique("calendar_conflicts_organization_id_id_key").on(table.organizationId, table.id),
    foreignKey({
      name: "calendar_conflicts_calendar_fk",
      columns: [table.organizationId, table.calendarId],
      foreignColumns: [externalCalendars.organizationId, externalCalendars.id],
    }).onDelete("cascade"),
    foreignKey({
      name: "calendar_conflicts_booking_fk",
      columns: [table.organizationId, table.bookingId],
      foreignColumns: [bookings.organizationId, bookings.id],
    }),
    uniqueIndex("calendar_conflicts_open_key")
      .on(
        table.calendarId,
        table.kind,
        sql`coalesce(${table.bookingId}, '00000000-0000-0000-0000-000000000000')`,
        sql`coalesce(${table.externalEventId}, '00000000-0000-0000-0000-000000000000')`,
      )
      .where(sql`${table.resolvedAt} is null`),
    index("calendar_conflicts_organization_idx").on(table.organizationId, table.detectedAt),
    index("calendar_conflicts_booking_idx").on(table.bookingId),
    index("calendar_conflicts_event_idx").on(table.externalEventId),
    index("calendar_conflicts_push_idx").on(table.pushId, table.resolvedAt),
    index("calendar_conflicts_resolved_by_idx").on(table.resolvedBy),
    check("calendar_conflicts_kind_check", oneOf(table.kind, conflictKinds)),
    check(
      "calendar_conflicts_resolution_check",
      sql`(${table.resolvedAt} is null) = (${table.resolution} is null)`,
    ),
    check(
      "calendar_conflicts_subject_check",
      sql`${table.bookingId} is not null or ${table.kind} = 'mass_deletion'`,
    ),
  ],
);
