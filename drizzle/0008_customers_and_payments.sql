CREATE INDEX "customers_name_prefix_idx" ON "customers" USING btree ("organization_id",lower("name") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "customers_email_prefix_idx" ON "customers" USING btree ("organization_id",lower("email") text_pattern_ops);--> statement-breakpoint
CREATE INDEX "payments_late_idx" ON "payments" USING btree ("organization_id","at","id") WHERE "payments"."is_late";--> statement-breakpoint

-- What was written about a person may give way to one word once the customer's data is erased; nothing else of a record changes.
-- The first argument names the column.
CREATE FUNCTION "refuse_change_but_erasure"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) = jsonb_set(to_jsonb(OLD), ARRAY[TG_ARGV[0]], '"Erased"') AND EXISTS (
    SELECT 1 FROM "bookings" JOIN "customers" ON "customers"."id" = "bookings"."customer_id"
    WHERE "bookings"."id" = OLD."booking_id" AND "customers"."erased_at" IS NOT NULL
  ) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
DROP TRIGGER "booking_events_append_only" ON "booking_events";
--> statement-breakpoint
CREATE TRIGGER "booking_events_append_only" BEFORE UPDATE ON "booking_events"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_but_erasure"('reason');
--> statement-breakpoint
DROP TRIGGER "payments_append_only" ON "payments";
--> statement-breakpoint
CREATE TRIGGER "payments_append_only" BEFORE UPDATE ON "payments"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_but_erasure"('reference');
