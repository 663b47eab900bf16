ALTER TABLE "organizations" ADD COLUMN "first_weekday" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "organizations" ADD CONSTRAINT "organizations_first_weekday_check" CHECK ("organizations"."first_weekday" between 1 and 7);