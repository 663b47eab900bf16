ALTER TABLE "calendar_pushes" ADD COLUMN "seen_etag" text;--> statement-breakpoint
CREATE INDEX "calendar_pushes_ical_uid_idx" ON "calendar_pushes" USING btree ("organization_id","ical_uid");