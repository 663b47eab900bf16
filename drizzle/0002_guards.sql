-- What Drizzle has no word for.

-- Invariant 1: no two claims of one product and lane overlap, whatever the code does.
ALTER TABLE "claims" ADD CONSTRAINT "claims_no_overlap"
  EXCLUDE USING gist ("product_id" WITH =, "lane" WITH =, "during" WITH &&);
--> statement-breakpoint

CREATE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
--> statement-breakpoint
CREATE TRIGGER "audit_log_append_only" BEFORE UPDATE OR DELETE ON "audit_log"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint
-- DELETE stays possible: it comes only with the booking itself, when an organisation is removed.
CREATE TRIGGER "booking_events_append_only" BEFORE UPDATE ON "booking_events"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change"();
--> statement-breakpoint

INSERT INTO "installation" ("id") VALUES (gen_random_uuid());
