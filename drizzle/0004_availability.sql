CREATE TABLE "allocations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "allocations_organization_id_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "allocations_product_time_key" UNIQUE("product_id","starts_at","ends_at"),
	CONSTRAINT "allocations_times_check" CHECK ("allocations"."ends_at" > "allocations"."starts_at")
);
--> statement-breakpoint
CREATE TABLE "requirement_groups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"count" integer DEFAULT 1 NOT NULL,
	"units" integer,
	CONSTRAINT "requirement_groups_organization_id_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "requirement_groups_product_position_key" UNIQUE("product_id","position"),
	CONSTRAINT "requirement_groups_count_check" CHECK ("requirement_groups"."count" between 1 and 50),
	CONSTRAINT "requirement_groups_units_check" CHECK ("requirement_groups"."units" between 1 and 10000)
);
--> statement-breakpoint
CREATE TABLE "requirement_members" (
	"organization_id" uuid NOT NULL,
	"group_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "requirement_members_pk" PRIMARY KEY("group_id","product_id")
);
--> statement-breakpoint
CREATE TABLE "block_occurrences" (
	"organization_id" uuid NOT NULL,
	"block_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"during" "tstzrange" NOT NULL,
	CONSTRAINT "block_occurrences_pk" PRIMARY KEY("block_id","product_id","during"),
	CONSTRAINT "block_occurrences_during_check" CHECK (not isempty("block_occurrences"."during") and lower("block_occurrences"."during") is not null and upper("block_occurrences"."during") is not null)
);
--> statement-breakpoint
CREATE TABLE "block_products" (
	"organization_id" uuid NOT NULL,
	"block_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	CONSTRAINT "block_products_pk" PRIMARY KEY("block_id","product_id")
);
--> statement-breakpoint
CREATE TABLE "holiday_calendars" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"product_id" uuid,
	"location_id" uuid,
	"mode" text NOT NULL,
	"country" text,
	"region" text,
	"open_dates" date[] DEFAULT '{}' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "holiday_calendars_owner_key" UNIQUE NULLS NOT DISTINCT("organization_id","product_id","location_id"),
	CONSTRAINT "holiday_calendars_owner_check" CHECK (num_nonnulls("holiday_calendars"."product_id", "holiday_calendars"."location_id") <= 1),
	CONSTRAINT "holiday_calendars_mode_check" CHECK ("holiday_calendars"."mode" in ('inherit', 'none', 'country')),
	CONSTRAINT "holiday_calendars_country_check" CHECK (("holiday_calendars"."mode" = 'country') = ("holiday_calendars"."country" is not null) and ("holiday_calendars"."region" is null or "holiday_calendars"."country" is not null)),
	CONSTRAINT "holiday_calendars_open_dates_check" CHECK (cardinality("holiday_calendars"."open_dates") <= 1000)
);
--> statement-breakpoint
CREATE TABLE "schedule_assignments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organization_id" uuid NOT NULL,
	"product_id" uuid,
	"location_id" uuid,
	"schedule_id" uuid NOT NULL,
	"effective_from" date,
	"effective_until" date,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "schedule_assignments_organization_id_id_key" UNIQUE("organization_id","id"),
	CONSTRAINT "schedule_assignments_owner_from_key" UNIQUE NULLS NOT DISTINCT("organization_id","product_id","location_id","effective_from"),
	CONSTRAINT "schedule_assignments_owner_check" CHECK (num_nonnulls("schedule_assignments"."product_id", "schedule_assignments"."location_id") <= 1),
	CONSTRAINT "schedule_assignments_effective_check" CHECK ("schedule_assignments"."effective_from" is null or "schedule_assignments"."effective_until" is null or "schedule_assignments"."effective_from" <= "schedule_assignments"."effective_until"),
	CONSTRAINT "schedule_assignments_until_check" CHECK ("schedule_assignments"."effective_until" is null or "schedule_assignments"."effective_from" is not null)
);
--> statement-breakpoint
-- Each product keeps the hours it had.
INSERT INTO "schedule_assignments" ("id", "organization_id", "product_id", "schedule_id", "effective_from", "effective_until")
  SELECT DISTINCT ON ("product_id", "effective_from") "id", "organization_id", "product_id", "schedule_id", "effective_from",
    CASE WHEN "effective_from" IS NULL THEN NULL ELSE "effective_until" END
  FROM "product_schedules" ORDER BY "product_id", "effective_from", "id";--> statement-breakpoint
DROP TABLE "product_schedules" CASCADE;--> statement-breakpoint
ALTER TABLE "exceptions" DROP CONSTRAINT "exceptions_product_date_key";--> statement-breakpoint
ALTER TABLE "blocks" DROP CONSTRAINT "blocks_product_fk";
--> statement-breakpoint
DROP INDEX "blocks_product_during_idx";--> statement-breakpoint
DROP INDEX "products_organization_status_name_idx";--> statement-breakpoint
ALTER TABLE "claims" ALTER COLUMN "booking_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "exceptions" ALTER COLUMN "product_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "bookings" ADD COLUMN "allocation_id" uuid;--> statement-breakpoint
ALTER TABLE "claims" ADD COLUMN "allocation_id" uuid;--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "status" text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE "locations" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "cancellation_free_until_minutes" integer;--> statement-breakpoint
ALTER TABLE "products" ADD COLUMN "cancellation_fee_minor" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "blocks" ADD COLUMN "rrule" text;--> statement-breakpoint
ALTER TABLE "blocks" ADD COLUMN "time_zone" text;--> statement-breakpoint
UPDATE "blocks" SET "time_zone" = "organizations"."time_zone"
  FROM "organizations" WHERE "organizations"."id" = "blocks"."organization_id";--> statement-breakpoint
ALTER TABLE "blocks" ALTER COLUMN "time_zone" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "blocks" ADD COLUMN "expanded_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "blocks" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "blocks" ADD COLUMN "updated_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "exceptions" ADD COLUMN "location_id" uuid;--> statement-breakpoint
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocations" ADD CONSTRAINT "allocations_product_fk" FOREIGN KEY ("organization_id","product_id") REFERENCES "public"."products"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requirement_groups" ADD CONSTRAINT "requirement_groups_product_fk" FOREIGN KEY ("organization_id","product_id") REFERENCES "public"."products"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requirement_members" ADD CONSTRAINT "requirement_members_group_fk" FOREIGN KEY ("organization_id","group_id") REFERENCES "public"."requirement_groups"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "requirement_members" ADD CONSTRAINT "requirement_members_product_fk" FOREIGN KEY ("organization_id","product_id") REFERENCES "public"."products"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_organization_id_id_key" UNIQUE("organization_id","id");--> statement-breakpoint
-- Each block stays on the product it was for.
INSERT INTO "block_products" ("organization_id", "block_id", "product_id")
  SELECT "organization_id", "id", "product_id" FROM "blocks";--> statement-breakpoint
INSERT INTO "block_occurrences" ("organization_id", "block_id", "product_id", "during")
  SELECT "organization_id", "id", "product_id", "during" FROM "blocks";--> statement-breakpoint
ALTER TABLE "blocks" DROP COLUMN "product_id";--> statement-breakpoint
ALTER TABLE "block_occurrences" ADD CONSTRAINT "block_occurrences_block_product_fk" FOREIGN KEY ("block_id","product_id") REFERENCES "public"."block_products"("block_id","product_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "block_products" ADD CONSTRAINT "block_products_block_fk" FOREIGN KEY ("organization_id","block_id") REFERENCES "public"."blocks"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "block_products" ADD CONSTRAINT "block_products_product_fk" FOREIGN KEY ("organization_id","product_id") REFERENCES "public"."products"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holiday_calendars" ADD CONSTRAINT "holiday_calendars_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holiday_calendars" ADD CONSTRAINT "holiday_calendars_product_fk" FOREIGN KEY ("organization_id","product_id") REFERENCES "public"."products"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "holiday_calendars" ADD CONSTRAINT "holiday_calendars_location_fk" FOREIGN KEY ("organization_id","location_id") REFERENCES "public"."locations"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_assignments" ADD CONSTRAINT "schedule_assignments_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_assignments" ADD CONSTRAINT "schedule_assignments_product_fk" FOREIGN KEY ("organization_id","product_id") REFERENCES "public"."products"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_assignments" ADD CONSTRAINT "schedule_assignments_location_fk" FOREIGN KEY ("organization_id","location_id") REFERENCES "public"."locations"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule_assignments" ADD CONSTRAINT "schedule_assignments_schedule_fk" FOREIGN KEY ("organization_id","schedule_id") REFERENCES "public"."schedules"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "requirement_members_product_idx" ON "requirement_members" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "block_occurrences_product_during_idx" ON "block_occurrences" USING gist ("product_id","during");--> statement-breakpoint
CREATE INDEX "block_products_product_idx" ON "block_products" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "holiday_calendars_product_idx" ON "holiday_calendars" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "holiday_calendars_location_idx" ON "holiday_calendars" USING btree ("location_id");--> statement-breakpoint
CREATE INDEX "schedule_assignments_product_idx" ON "schedule_assignments" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "schedule_assignments_location_idx" ON "schedule_assignments" USING btree ("location_id");--> statement-breakpoint
CREATE INDEX "schedule_assignments_schedule_idx" ON "schedule_assignments" USING btree ("schedule_id");--> statement-breakpoint
ALTER TABLE "bookings" ADD CONSTRAINT "bookings_allocation_fk" FOREIGN KEY ("organization_id","allocation_id") REFERENCES "public"."allocations"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_allocation_fk" FOREIGN KEY ("organization_id","allocation_id") REFERENCES "public"."allocations"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "blocks" ADD CONSTRAINT "blocks_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_location_fk" FOREIGN KEY ("organization_id","location_id") REFERENCES "public"."locations"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bookings_allocation_idx" ON "bookings" USING btree ("allocation_id") WHERE "bookings"."allocation_id" is not null;--> statement-breakpoint
CREATE INDEX "claims_allocation_idx" ON "claims" USING btree ("allocation_id") WHERE "claims"."allocation_id" is not null;--> statement-breakpoint
CREATE INDEX "locations_organization_status_name_idx" ON "locations" USING btree ("organization_id","status","name","id");--> statement-breakpoint
CREATE INDEX "blocks_expanded_until_idx" ON "blocks" USING btree ("expanded_until") WHERE "blocks"."expanded_until" is not null;--> statement-breakpoint
CREATE INDEX "exceptions_product_idx" ON "exceptions" USING btree ("product_id");--> statement-breakpoint
CREATE INDEX "exceptions_location_idx" ON "exceptions" USING btree ("location_id");--> statement-breakpoint
CREATE INDEX "products_organization_status_name_idx" ON "products" USING btree ("organization_id","status","name","id");--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_owner_date_key" UNIQUE NULLS NOT DISTINCT("organization_id","product_id","location_id","date");--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_owner_check" CHECK (num_nonnulls("claims"."booking_id", "claims"."allocation_id") = 1);--> statement-breakpoint
ALTER TABLE "locations" ADD CONSTRAINT "locations_status_check" CHECK ("locations"."status" in ('active', 'archived'));--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_cancellation_check" CHECK ("products"."cancellation_free_until_minutes" between 0 and 525600 and "products"."cancellation_fee_minor" >= 0);--> statement-breakpoint
ALTER TABLE "exceptions" ADD CONSTRAINT "exceptions_owner_check" CHECK (num_nonnulls("exceptions"."product_id", "exceptions"."location_id") <= 1);