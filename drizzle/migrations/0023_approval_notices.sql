ALTER TABLE "deletions" ADD COLUMN "approval_count_max" integer;--> statement-breakpoint

-- Every change of what waits for a second person reaches the open pages. A trigger, so that no write can forget it.
CREATE FUNCTION notify_approval_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('lethe_approvals', '');
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER approvals_notify AFTER INSERT OR UPDATE ON approvals
  FOR EACH ROW EXECUTE FUNCTION notify_approval_change();
