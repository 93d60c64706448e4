-- Whoever keeps in memory who is signed in (lib/access/server/known-sessions.ts) hears of each change that lets somebody in or keeps
-- them out, whoever makes it. Not of use, once a minute, which only lengthens a session.
CREATE FUNCTION notify_session_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('lethe_sessions', OLD.member_id::text);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION notify_member_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('lethe_sessions', OLD.id::text);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER sessions_notify_change AFTER UPDATE ON sessions
  FOR EACH ROW WHEN (OLD.ended_at IS DISTINCT FROM NEW.ended_at OR OLD.member_id IS DISTINCT FROM NEW.member_id
    OR OLD.method IS DISTINCT FROM NEW.method OR OLD.authenticated_at IS DISTINCT FROM NEW.authenticated_at
    OR OLD.expires_at IS DISTINCT FROM NEW.expires_at OR NEW.last_seen_at < OLD.last_seen_at)
  EXECUTE FUNCTION notify_session_change();--> statement-breakpoint
CREATE TRIGGER sessions_notify_end AFTER DELETE ON sessions
  FOR EACH ROW WHEN (OLD.ended_at IS NULL) EXECUTE FUNCTION notify_session_change();--> statement-breakpoint
-- The columns of which `readSession` tells; a password's hash is one, as it says whether there is one.
CREATE TRIGGER members_notify_change AFTER UPDATE ON members
  FOR EACH ROW WHEN (OLD.email IS DISTINCT FROM NEW.email OR OLD.role IS DISTINCT FROM NEW.role
    OR OLD.disabled_at IS DISTINCT FROM NEW.disabled_at OR OLD.password_hash IS DISTINCT FROM NEW.password_hash
    OR OLD.totp_confirmed_at IS DISTINCT FROM NEW.totp_confirmed_at)
  EXECUTE FUNCTION notify_member_change();
