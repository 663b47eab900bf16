CREATE TABLE "calendar_conflicts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"calendar_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"booking_id" uuid,
	"external_event_id" uuid,
	"push_id" uuid,
	"starts_at" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"event_count" integer,
	"detected_at" timestamp with time zone NOT NULL,
	"resolved_at" timestamp with time zone,
	"resolution" text,
	"resolved_by" uuid,
	CONSTRAINT "calendar_conflicts_organization_id_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "calendar_conflicts_kind_check" CHECK ("calendar_conflicts"."kind" in ('overlap', 'ext_moved', 'ext_deleted', 'mass_deletion')),
	CONSTRAINT "calendar_conflicts_resolution_check" CHECK (("calendar_conflicts"."resolved_at" is null) = ("calendar_conflicts"."resolution" is null)),
	CONSTRAINT "calendar_conflicts_subject_check" CHECK ("calendar_conflicts"."booking_id" is not null or "calendar_conflicts"."kind" = 'mass_deletion')
);
--> statement-breakpoint
CREATE TABLE "calendar_watch_channels" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"calendar_id" uuid NOT NULL,
	"subscription_id" text,
	"resource_id" text,
	"secret_hash" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"last_message_number" bigint,
	"last_notified_at" timestamp with time zone,
	"next_attempt_at" timestamp with time zone NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"last_error_code" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "calendar_watch_channels_status_check" CHECK ("calendar_watch_channels"."status" in ('pending', 'active', 'superseded', 'stopped', 'unsupported', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "job_failures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid,
	"function_id" text NOT NULL,
	"run_id" text NOT NULL,
	"event_name" text NOT NULL,
	"event_data" jsonb NOT NULL,
	"calendar_id" uuid,
	"booking_id" uuid,
	"error_code" text NOT NULL,
	"error_message" text NOT NULL,
	"attempts" integer DEFAULT 1 NOT NULL,
	"failed_at" timestamp with time zone NOT NULL,
	"retried_at" timestamp with time zone,
	"resolved_at" timestamp with time zone,
	"dismissed_at" timestamp with time zone,
	"dismissed_by" uuid,
	"dismissed_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "job_failures_run_key" UNIQUE("run_id")
);
--> statement-breakpoint
CREATE TABLE "job_ticks" (
	"function_id" text PRIMARY KEY NOT NULL,
	"last_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "sync_runs" DROP CONSTRAINT "sync_runs_trigger_check";--> statement-breakpoint
ALTER TABLE "calendar_connections" ADD COLUMN "sync_enabled" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "calendar_connections" ADD COLUMN "last_probe_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "calendar_connections" ADD COLUMN "last_error_code" text;--> statement-breakpoint
ALTER TABLE "calendar_connections" ADD COLUMN "last_error_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "calendar_connections" ADD COLUMN "next_probe_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "calendar_pushes" ADD COLUMN "ical_uid" text;--> statement-breakpoint
ALTER TABLE "calendar_sync_states" ADD COLUMN "next_reconcile_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "calendar_sync_states" ADD COLUMN "drift_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "calendar_sync_states" ADD COLUMN "last_drift_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "calendar_sync_states" ADD COLUMN "missed_notifications" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "dismissed_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "dismissed_by" uuid;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD COLUMN "dismissed_reason" text;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "external_change_policy" text DEFAULT 'ask' NOT NULL;--> statement-breakpoint
ALTER TABLE "calendar_conflicts" ADD CONSTRAINT "calendar_conflicts_external_event_id_external_events_id_fk" FOREIGN KEY ("external_event_id") REFERENCES "public"."external_events"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_conflicts" ADD CONSTRAINT "calendar_conflicts_push_id_calendar_pushes_id_fk" FOREIGN KEY ("push_id") REFERENCES "public"."calendar_pushes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_conflicts" ADD CONSTRAINT "calendar_conflicts_resolved_by_users_id_fk" FOREIGN KEY ("resolved_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_conflicts" ADD CONSTRAINT "calendar_conflicts_calendar_fk" FOREIGN KEY ("organization_id","calendar_id") REFERENCES "public"."external_calendars"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_conflicts" ADD CONSTRAINT "calendar_conflicts_booking_fk" FOREIGN KEY ("organization_id","booking_id") REFERENCES "public"."bookings"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_watch_channels" ADD CONSTRAINT "calendar_watch_channels_calendar_fk" FOREIGN KEY ("organization_id","calendar_id") REFERENCES "public"."external_calendars"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_failures" ADD CONSTRAINT "job_failures_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "job_failures" ADD CONSTRAINT "job_failures_dismissed_by_users_id_fk" FOREIGN KEY ("dismissed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_conflicts_open_key" ON "calendar_conflicts" USING btree ("calendar_id","kind",coalesce("booking_id", '00000000-0000-0000-0000-000000000000'),coalesce("external_event_id", '00000000-0000-0000-0000-000000000000')) WHERE "calendar_conflicts"."resolved_at" is null;--> statement-breakpoint
CREATE INDEX "calendar_conflicts_organization_idx" ON "calendar_conflicts" USING btree ("organization_id","detected_at");--> statement-breakpoint
CREATE INDEX "calendar_conflicts_booking_idx" ON "calendar_conflicts" USING btree ("booking_id");--> statement-breakpoint
CREATE INDEX "calendar_conflicts_event_idx" ON "calendar_conflicts" USING btree ("external_event_id");--> statement-breakpoint
CREATE INDEX "calendar_conflicts_push_idx" ON "calendar_conflicts" USING btree ("push_id","resolved_at");--> statement-breakpoint
CREATE INDEX "calendar_conflicts_resolved_by_idx" ON "calendar_conflicts" USING btree ("resolved_by");--> statement-breakpoint
CREATE INDEX "calendar_watch_channels_calendar_idx" ON "calendar_watch_channels" USING btree ("calendar_id","status");--> statement-breakpoint
CREATE INDEX "calendar_watch_channels_due_idx" ON "calendar_watch_channels" USING btree ("next_attempt_at","id") WHERE "calendar_watch_channels"."status" <> 'stopped';--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_watch_channels_subscription_key" ON "calendar_watch_channels" USING btree ("subscription_id") WHERE "calendar_watch_channels"."subscription_id" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_watch_channels_active_key" ON "calendar_watch_channels" USING btree ("calendar_id") WHERE "calendar_watch_channels"."status" = 'active';--> statement-breakpoint
CREATE INDEX "job_failures_organization_idx" ON "job_failures" USING btree ("organization_id","failed_at");--> statement-breakpoint
CREATE INDEX "job_failures_open_calendar_idx" ON "job_failures" USING btree ("calendar_id") WHERE "job_failures"."resolved_at" is null and "job_failures"."dismissed_at" is null;--> statement-breakpoint
CREATE INDEX "job_failures_open_booking_idx" ON "job_failures" USING btree ("booking_id") WHERE "job_failures"."resolved_at" is null and "job_failures"."dismissed_at" is null;--> statement-breakpoint
CREATE INDEX "job_failures_dismissed_by_idx" ON "job_failures" USING btree ("dismissed_by");--> statement-breakpoint
ALTER TABLE "sync_runs" ADD CONSTRAINT "sync_runs_dismissed_by_users_id_fk" FOREIGN KEY ("dismissed_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calendar_connections_probe_idx" ON "calendar_connections" USING btree ("next_probe_at","id") WHERE "calendar_connections"."status" = 'active';--> statement-breakpoint
CREATE INDEX "calendar_sync_states_reconcile_idx" ON "calendar_sync_states" USING btree ("next_reconcile_at","calendar_id");--> statement-breakpoint
CREATE INDEX "sync_runs_dismissed_by_idx" ON "sync_runs" USING btree ("dismissed_by");--> statement-breakpoint
ALTER TABLE "sync_runs" ADD CONSTRAINT "sync_runs_trigger_check" CHECK ("sync_runs"."trigger" in ('cron', 'webhook', 'manual', 'connect', 'booking', 'reconcile'));--> statement-breakpoint
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_external_change_policy_check" CHECK ("organizations"."external_change_policy" in ('ask', 'apply', 'revert'));