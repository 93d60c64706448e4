-- Writes two indexes anew, once. By memory first: where the tables lie on several nodes, a key has to hold the column that says on which.
SET LOCAL maintenance_work_mem = '256MB';--> statement-breakpoint
DROP INDEX "memory_versions_memory";--> statement-breakpoint
ALTER TABLE "memory_versions" DROP CONSTRAINT "memory_versions_pkey";--> statement-breakpoint
ALTER TABLE "memory_versions" ADD CONSTRAINT "memory_versions_memory_id_id_pk" PRIMARY KEY("memory_id","id");--> statement-breakpoint
CREATE INDEX "memory_versions_id" ON "memory_versions" USING btree ("id");--> statement-breakpoint

-- As before, but for a part of the table on another node, which is called otherwise: that node's transactions have numbers of its own, which
-- say nothing here. What is known of such a change is its time.
CREATE OR REPLACE FUNCTION note_memory_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.feedback, NEW.feedback_reason) IS DISTINCT FROM (OLD.feedback, OLD.feedback_reason)
    AND to_jsonb(NEW) - '{feedback,feedback_reason,repeat_key}'::text[] = to_jsonb(OLD) - '{feedback,feedback_reason,repeat_key}'::text[] THEN
    RETURN NEW;
  END IF;
  NEW.changed_in := CASE WHEN TG_TABLE_NAME = 'memories' THEN pg_current_xact_id() END;
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
--> statement-breakpoint

-- In the place of memories_note_upkeep where the memories lie on several nodes, whose triggers cannot write here: each deletion by Lethe says how
-- far it is in the transaction in which it deletes. Turned on by npm run distribute.
CREATE TRIGGER deletions_note_upkeep AFTER INSERT OR UPDATE OF cursor_seq ON deletions
  FOR EACH ROW WHEN (NEW.store_id = 'builtin' AND NEW.cursor_seq > 0) EXECUTE FUNCTION note_upkeep_due();--> statement-breakpoint
ALTER TABLE deletions DISABLE TRIGGER deletions_note_upkeep;
