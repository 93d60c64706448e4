-- The ledger is append-only, and the database itself says so.
CREATE FUNCTION refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'restrict_violation';
END $$;--> statement-breakpoint
CREATE TRIGGER ledger_events_refuse_change BEFORE UPDATE OR DELETE ON ledger_events
  FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();--> statement-breakpoint
CREATE TRIGGER ledger_events_refuse_truncate BEFORE TRUNCATE ON ledger_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();--> statement-breakpoint

-- Every change of a deletion wakes the runners and the open pages. A trigger, so that no write can forget it.
CREATE FUNCTION notify_deletion_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('lethe_deletions', json_build_object('id', NEW.id, 'status', NEW.status)::text);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER deletions_notify AFTER INSERT OR UPDATE ON deletions
  FOR EACH ROW EXECUTE FUNCTION notify_deletion_change();
