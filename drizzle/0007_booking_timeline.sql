ALTER TABLE "booking_events" ADD COLUMN "action" text;--> statement-breakpoint
ALTER TABLE "booking_events" ADD COLUMN "details" jsonb;--> statement-breakpoint
-- The same constraint once more, with what a reading asks of each claim besides, so that the index alone answers it.
ALTER TABLE "claims" DROP CONSTRAINT "claims_no_overlap";--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_no_overlap"
  EXCLUDE USING gist ("product_id" WITH =, "lane" WITH =, "during" WITH &&) INCLUDE ("expires_at", "booking_id", "allocation_id");
