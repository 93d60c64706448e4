-- Writes the table anew, once.
SET LOCAL maintenance_work_mem = '256MB';--> statement-breakpoint
DROP INDEX "memories_repeats";--> statement-breakpoint
ALTER TABLE "memories" ADD COLUMN "repeat_key" bigint GENERATED ALWAYS AS (hashtextextended(case when coalesce("folded", lower("memory" collate "C")) ~ '^ | $|  |[\t-\r\u0085\u1680\u2028\u2029]' then btrim(regexp_replace(coalesce("folded", lower("memory" collate "C")), '[\t-\r \u0085\u1680\u2028\u2029]+', ' ', 'g'), ' ') else coalesce("folded", lower("memory" collate "C")) end, hashtextextended(coalesce("user_id", ''), hashtextextended(coalesce("agent_id", ''), hashtextextended(coalesce("app_id", ''), hashtextextended(coalesce("run_id", ''), 0)))))) STORED;--> statement-breakpoint
CREATE INDEX "memories_repeats" ON "memories" USING btree ("repeat_key");--> statement-breakpoint

-- As before, but for a column that follows from others, and that no trigger before a write can see.
CREATE OR REPLACE FUNCTION note_memory_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.feedback, NEW.feedback_reason) IS DISTINCT FROM (OLD.feedback, OLD.feedback_reason)
    AND to_jsonb(NEW) - '{feedback,feedback_reason,repeat_key}'::text[] = to_jsonb(OLD) - '{feedback,feedback_reason,repeat_key}'::text[] THEN
    RETURN NEW;
  END IF;
  NEW.changed_in := pg_current_xact_id();
  NEW.changed_at := clock_timestamp();
  IF (NEW.id, NEW.user_id, NEW.agent_id, NEW.app_id, NEW.run_id, NEW.immutable)
    IS DISTINCT FROM (OLD.id, OLD.user_id, OLD.agent_id, OLD.app_id, OLD.run_id, OLD.immutable) THEN
    NEW.stored_in := NEW.changed_in;
  END IF;
  IF NEW.metadata IS DISTINCT FROM OLD.metadata THEN
    NEW.metadata_in := NEW.changed_in;
  END IF;
  IF NEW.resurfaced_by IS NOT DISTINCT FROM OLD.resurfaced_by THEN
    NEW.resurfaced_by := NULL;
  END IF;
  RETURN NEW;
END $$;
