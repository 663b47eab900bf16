-- An organisation with an owner keeps one. The code checks this first for a friendly answer; two owners who demote each
-- other at the same moment both pass that check, so the organisation's row puts them in line here.
CREATE FUNCTION "keep_an_owner"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Absent when the organisation itself is being removed.
  PERFORM 1 FROM "organizations" WHERE "id" = OLD."organization_id" FOR NO KEY UPDATE;
  IF FOUND AND NOT EXISTS (
    SELECT 1 FROM "members" WHERE "organization_id" = OLD."organization_id" AND "role" = 'owner'
  ) THEN
    RAISE EXCEPTION 'organization % would have no owner left', OLD."organization_id"
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'members_keep_an_owner';
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER "members_keep_an_owner" AFTER UPDATE OR DELETE ON "members"
  FOR EACH ROW WHEN (OLD."role" = 'owner') EXECUTE FUNCTION "keep_an_owner"();
