CREATE TABLE "holds" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"reason" text NOT NULL,
	"reference" text,
	"store_ids" text[],
	"covers" jsonb NOT NULL,
	"covers_erased_at" timestamp (3) with time zone,
	"placed_by" jsonb NOT NULL,
	"placed_at" timestamp (3) with time zone NOT NULL,
	"released_by" jsonb,
	"released_at" timestamp (3) with time zone,
	"release_reason" text
);
--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "held_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "held_beside_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "held_by" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "previews" ADD COLUMN "held_by" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "exemption_ground" text;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "exempted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "tickets" ADD COLUMN "exempted_by" jsonb;--> statement-breakpoint
CREATE INDEX "holds_in_force" ON "holds" USING btree ("id") WHERE "holds"."released_at" is null;--> statement-breakpoint
CREATE INDEX "holds_placed" ON "holds" USING btree ("placed_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
-- What deletes memories or versions has to have read the holds, under the lock that placing one waits for (lib/holds/server/heed-holds.ts).
-- Here, so that no way of deleting can forget it. A statement's, as a million rows are deleted by a thousand statements.
CREATE FUNCTION require_holds_heeded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM holds WHERE released_at IS NULL) AND NOT EXISTS (
    SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() AND classid = 0 AND objid = 7313041 AND objsubid = 1 AND granted
  ) THEN
    RAISE EXCEPTION 'Memories are held, and what deletes them has not heeded the holds.' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER memories_heed_holds BEFORE DELETE ON memories
  FOR EACH STATEMENT EXECUTE FUNCTION require_holds_heeded();--> statement-breakpoint
CREATE TRIGGER memory_versions_heed_holds BEFORE DELETE ON memory_versions
  FOR EACH STATEMENT EXECUTE FUNCTION require_holds_heeded();
