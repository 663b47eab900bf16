-- Whoever looks at what is open hears of every change of it, whichever verb made it. Bookings are told by the relay instead:
-- transactions that notify commit one after another, and bookings must not wait for that.
CREATE FUNCTION tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('availability_changes', told.organization_id || ' ' || TG_ARGV[0])
  FROM (SELECT DISTINCT organization_id FROM changed WHERE organization_id IS NOT NULL) AS told;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION tell_organization_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('availability_changes', changed.id || ' ' || TG_ARGV[0]) FROM changed;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER tell_availability_updated AFTER UPDATE ON organizations REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION tell_organization_change('availability');--> statement-breakpoint
DO $$
DECLARE
  told record;
BEGIN
  FOR told IN SELECT * FROM (VALUES
    ('products', 'availability'),
    ('locations', 'availability'),
    ('schedules', 'availability'),
    ('schedule_assignments', 'availability'),
    ('exceptions', 'availability'),
    ('holiday_calendars', 'availability'),
    ('blocks', 'availability'),
    ('calendar_links', 'availability'),
    ('external_events', 'availability'),
    ('calendar_links', 'calendars'),
    ('calendar_connections', 'calendars'),
    ('external_calendars', 'calendars'),
    ('calendar_conflicts', 'calendars'),
    ('job_failures', 'calendars')
  ) AS listed (name, topic) LOOP
    EXECUTE format(
      'CREATE TRIGGER tell_%2$s_inserted AFTER INSERT ON %1$I REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION tell_change(%3$L)', told.name, told.topic, told.topic);
    EXECUTE format(
      'CREATE TRIGGER tell_%2$s_updated AFTER UPDATE ON %1$I REFERENCING NEW TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION tell_change(%3$L)', told.name, told.topic, told.topic);
    EXECUTE format(
      'CREATE TRIGGER tell_%2$s_deleted AFTER DELETE ON %1$I REFERENCING OLD TABLE AS changed
        FOR EACH STATEMENT EXECUTE FUNCTION tell_change(%3$L)', told.name, told.topic, told.topic);
  END LOOP;
END $$;
