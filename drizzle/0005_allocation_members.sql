CREATE TABLE "allocation_members" (
	"organization_id" uuid NOT NULL,
	"allocation_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"units" integer NOT NULL,
	CONSTRAINT "allocation_members_pk" PRIMARY KEY("allocation_id","product_id"),
	CONSTRAINT "allocation_members_units_check" CHECK ("allocation_members"."units" >= 1)
);
--> statement-breakpoint
ALTER TABLE "allocations" DROP CONSTRAINT "allocations_product_time_key";--> statement-breakpoint
ALTER TABLE "allocations" ADD COLUMN "released_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "allocation_members" ADD CONSTRAINT "allocation_members_allocation_fk" FOREIGN KEY ("organization_id","allocation_id") REFERENCES "public"."allocations"("organization_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "allocation_members" ADD CONSTRAINT "allocation_members_product_fk" FOREIGN KEY ("organization_id","product_id") REFERENCES "public"."products"("organization_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "allocation_members_product_idx" ON "allocation_members" USING btree ("product_id");--> statement-breakpoint
CREATE UNIQUE INDEX "allocations_product_time_key" ON "allocations" USING btree ("product_id","starts_at","ends_at") WHERE "allocations"."released_at" is null;