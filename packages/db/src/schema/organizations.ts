import { permissions, roles } from "@availability/domain/organization";
import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { users } from "./accounts.ts";
import { createdAt, id, instant } from "./columns.ts";
import { oneOf } from "./one-of.ts";

export const organizations = pgTable(
  "organizations",
  {
    id: id(),
    name: text("name").notNull(),
    slug: text("slug").notNull().unique("organizations_slug_key"),
    logo: text("logo"),
    metadata: text("metadata"),
    /** IANA; the zone of what has no nearer one */
    timeZone: text("time_zone").notNull().default("UTC"),
    /** ISO weekday, Monday 1: where weeks begin on its screens */
    firstWeekday: integer("first_weekday").notNull().default(1),
    syncPastDays: integer("sync_past_days").notNull().default(7),
    syncFutureDays: integer("sync_future_days").notNull().default(23),
    /** A calendar not read for longer than this is reported as stale. */
    calendarStaleMinutes: integer("calendar_stale_minutes").notNull().default(60),
    /** What a stale calendar means for free time: its last known busy stays, or its products show nothing free. */
    calendarFailurePolicy: text("calendar_failure_policy", { enum: ["last_known", "closed"] })
      .notNull()
      .default("last_known"),
    /** What confirming means while a calendar cannot be read first: go ahead and mark it unverified, or refuse. */
    freshnessPolicy: text("freshness_policy", { enum: ["allow", "refuse"] })
      .notNull()
      .default("allow"),
    /** What happens when somebody moves or deletes a booking's event: a person is asked, the booking follows, or it is undone. */
    externalChangePolicy: text("external_change_policy", { enum: ["ask", "apply", "revert"] })
      .notNull()
      .default("ask"),
    holdMinutes: integer("hold_minutes").notNull().default(5),
    /** A booking counts as completed so long after its end; null: only when somebody says so. */
    completeAfterMinutes: integer("complete_after_minutes").default(60),
    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
  },
  (table) => [
    check("organizations_freshness_policy_check", oneOf(table.freshnessPolicy, ["allow", "refuse"])),
    check(
      "organizations_external_change_policy_check",
      oneOf(table.externalChangePolicy, ["ask", "apply", "revert"]),
    ),
    check("organizations_first_weekday_check", sql`${table.firstWeekday} between 1 and 7`),
    check("organizations_hold_minutes_check", sql`${table.holdMinutes} between 1 and 60`),
    check("organizations_complete_after_check", sql`${table.completeAfterMinutes} between 0 and 10080`),
    check("organizations_sync_past_days_check", sql`${table.syncPastDays} between 0 and 90`),
    check("organizations_sync_future_days_check", sql`${table.syncFutureDays} between 1 and 400`),
    check(
      "organizations_calendar_stale_minutes_check",
      sql`${table.calendarStaleMinutes} between 5 and 10080`,
    ),
    check(
      "organizations_calendar_failure_policy_check",
      oneOf(table.calendarFailurePolicy, ["last_known", "closed"]),
    ),
  ],
);

export const members = pgTable(
  "members",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references((): AnyPgColumn => organizations.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references((): AnyPgColumn => users.id, { onDelete: "cascade" }),
    role: text("role", { enum: roles }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique("members_organization_user_key").on(table.organizationId, table.userId),
    index("members_user_id_idx").on(table.userId),
    check("members_role_check", oneOf(table.role, roles)),
  ],
);

export const invitations = pgTable(
  "invitations",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references((): AnyPgColumn => organizations.id, { onDelete: "cascade" }),
    email: text("email").notNull(),
    role: text("role", { enum: roles }).notNull(),
    status: text("status").notNull().default("pending"),
    expiresAt: instant("expires_at").notNull(),
    inviterId: uuid("inviter_id")
      .notNull()
      .references((): AnyPgColumn => users.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (table) => [
    index("invitations_organization_id_idx").on(table.organizationId),
    index("invitations_email_idx").on(table.email),
    index("invitations_inviter_id_idx").on(table.inviterId),
    check("invitations_role_check", oneOf(table.role, roles)),
  ],
);

export const apiKeys = pgTable(
  "api_keys",
  {
    id: id(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** The first characters, so that people recognise a key in a list. */
    prefix: text("prefix").notNull(),
    /** SHA-256 of the key, hex; the key itself has 256 random bits and is shown once. */
    hash: text("hash").notNull().unique("api_keys_hash_key"),
    scopes: text("scopes", { enum: permissions }).array().notNull(),
    createdBy: uuid("created_by").references(() => users.id, { onDelete: "set null" }),
    expiresAt: instant("expires_at"),
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
    createdAt: createdAt(),
  },
  (table) => [
    index("api_keys_organization_id_idx").on(table.organizationId, table.createdAt, table.id),
    index("api_keys_created_by_idx").on(table.createdBy),
  ],
);

/** Append-only: a trigger refuses UPDATE and DELETE. */
export const auditLog = pgTable(
  "audit_log",
  {
    id: id(),
    organizationId: uuid("organization_id").notNull(),
    actorKind: text("actor_kind", { enum: ["member", "api_key", "system"] }).notNull(),
    actorId: uuid("actor_id"),
    /** `noun.past-tense` */
    action: text("action").notNull(),
    targetKind: text("target_kind").notNull(),
    targetId: uuid("target_id"),
    details: jsonb("details").$type<Record<string, unknown>>().notNull().default({}),
    at: instant("at").notNull(),
  },
  (table) => [
    index("audit_log_organization_at_idx").on(table.organizationId, table.at, table.id),
    index("audit_log_actor_idx").on(table.organizationId, table.actorId, table.at, table.id),
    index("audit_log_action_idx").on(table.organizationId, table.action, table.at, table.id),
  ],
);
