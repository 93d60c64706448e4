-- Emptying a table deletes memories as well, and no trigger on deletes sees it.
CREATE TRIGGER memories_truncate_heeds_holds BEFORE TRUNCATE ON memories
  FOR EACH STATEMENT EXECUTE FUNCTION require_holds_heeded();--> statement-breakpoint
CREATE TRIGGER memory_versions_truncate_heeds_holds BEFORE TRUNCATE ON memory_versions
  FOR EACH STATEMENT EXECUTE FUNCTION require_holds_heeded();
