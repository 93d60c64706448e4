CREATE TABLE "memory_exports" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"actor" jsonb NOT NULL,
	"actor_id" text NOT NULL,
	"schema" text NOT NULL,
	"filter" jsonb NOT NULL,
	"entity_kinds" text[] NOT NULL,
	"entity_values" text[] NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "memories" ADD COLUMN "feedback" text;--> statement-breakpoint
ALTER TABLE "memories" ADD COLUMN "feedback_reason" text;--> statement-breakpoint
CREATE INDEX "memory_exports_asked" ON "memory_exports" USING btree ("actor_id","created_at" DESC NULLS FIRST);--> statement-breakpoint

-- As before, but feedback alone changes no memory. Compared whole, so that a column that is yet to come counts as changed.
CREATE OR REPLACE FUNCTION note_memory_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.feedback, NEW.feedback_reason) IS DISTINCT FROM (OLD.feedback, OLD.feedback_reason)
    AND to_jsonb(NEW) - '{feedback,feedback_reason}'::text[] = to_jsonb(OLD) - '{feedback,feedback_reason}'::text[] THEN
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
