CREATE TABLE "secret_marks" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"mark" "bytea" NOT NULL,
	"noted_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "upkeep_due" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "upkeep_due_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"noted_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
-- A trigger, so that no way of deleting can forget it. A statement's, as a million rows are deleted by a thousand statements.
CREATE FUNCTION note_upkeep_due() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO upkeep_due DEFAULT VALUES;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER memories_note_upkeep AFTER DELETE ON memories
  FOR EACH STATEMENT EXECUTE FUNCTION note_upkeep_due();--> statement-breakpoint
-- What was deleted before this was kept.
INSERT INTO upkeep_due DEFAULT VALUES;
--> statement-breakpoint
-- Whom a deletion was about, and why, stands in its row, and is nothing to plan by: no samples of it. To set a column's type,
-- also to the same type, drops those that there are.
ALTER TABLE deletions ALTER COLUMN selection TYPE jsonb, ALTER COLUMN reason TYPE text, ALTER COLUMN ticket TYPE text;--> statement-breakpoint
ALTER TABLE deletions ALTER COLUMN selection SET STATISTICS 0, ALTER COLUMN reason SET STATISTICS 0, ALTER COLUMN ticket SET STATISTICS 0;
