CREATE TABLE "preview_items" (
	"preview_id" uuid NOT NULL,
	"memory_id" text NOT NULL,
	"digest" "bytea" NOT NULL,
	CONSTRAINT "preview_items_preview_id_memory_id_pk" PRIMARY KEY("preview_id","memory_id")
);
--> statement-breakpoint
CREATE TABLE "previews" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" text NOT NULL,
	"cutoff_at" timestamp (3) with time zone NOT NULL,
	"snapshot" text,
	"digest_salt" "bytea" NOT NULL,
	"selection_digest" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "memories" ALTER COLUMN "stored_at" SET DEFAULT clock_timestamp();--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "preview_id" uuid;--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "snapshot" text;--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "changed_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "joined_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
-- The defaults for what comes are set apart from the columns, so that the table is not written anew: nothing is known of when
-- the memories that are there were last changed.
ALTER TABLE "memories" ADD COLUMN "changed_at" timestamp (3) with time zone DEFAULT 'epoch' NOT NULL;--> statement-breakpoint
ALTER TABLE "memories" ADD COLUMN "stored_in" "xid8";--> statement-breakpoint
ALTER TABLE "memories" ADD COLUMN "metadata_in" "xid8";--> statement-breakpoint
ALTER TABLE "memories" ADD COLUMN "changed_in" "xid8";--> statement-breakpoint
ALTER TABLE "memories" ADD COLUMN "resurfaced_by" uuid;--> statement-breakpoint
ALTER TABLE "memories" ALTER COLUMN "changed_at" SET DEFAULT clock_timestamp();--> statement-breakpoint
ALTER TABLE "memories" ALTER COLUMN "stored_in" SET DEFAULT pg_current_xact_id();--> statement-breakpoint
CREATE INDEX "previews_created" ON "previews" USING btree ("created_at");--> statement-breakpoint

-- Every update of a memory says so itself, whoever makes it.
CREATE FUNCTION note_memory_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
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
END $$;--> statement-breakpoint
CREATE TRIGGER memories_note_change BEFORE UPDATE ON memories
  FOR EACH ROW EXECUTE FUNCTION note_memory_change();
