CREATE TABLE "journal_findings" (
	"store_id" text NOT NULL,
	"memory_id" uuid NOT NULL,
	"cutoff_at" timestamp (3) with time zone NOT NULL,
	"is_changed" boolean,
	CONSTRAINT "journal_findings_store_id_memory_id_pk" PRIMARY KEY("store_id","memory_id")
);
--> statement-breakpoint
CREATE TABLE "journal_lost_deletions" (
	"deletion_id" uuid PRIMARY KEY NOT NULL,
	"store_id" text NOT NULL,
	"cutoff_at" timestamp (3) with time zone NOT NULL,
	"to_seq" integer NOT NULL,
	"erased_count" integer NOT NULL,
	"entity_digests" "bytea"[] NOT NULL,
	"replayed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "journal_outbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "journal_outbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"deletion_id" uuid NOT NULL,
	"from_seq" integer NOT NULL,
	"to_seq" integer NOT NULL,
	"file_written_at" timestamp (3) with time zone,
	"url_written_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "journal_status" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'sound' NOT NULL,
	"facts" jsonb,
	"last_checkpoint" text,
	"checked_at" timestamp (3) with time zone,
	"restored_at" timestamp (3) with time zone,
	"replay_deletion_id" uuid,
	"file_tried_at" timestamp (3) with time zone,
	"file_error_code" text,
	"url_tried_at" timestamp (3) with time zone,
	"url_error_code" text,
	CONSTRAINT "journal_status_once" CHECK ("journal_status"."id" = 1)
);
--> statement-breakpoint
CREATE INDEX "journal_outbox_deletion" ON "journal_outbox" USING btree ("deletion_id");--> statement-breakpoint
-- In the transaction that moves a deletion's cursor, whoever moves it: what it has done since is to be written to the journal.
CREATE FUNCTION note_for_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO journal_outbox (deletion_id, from_seq, to_seq)
    VALUES (NEW.id, CASE WHEN TG_OP = 'UPDATE' THEN OLD.cursor_seq ELSE 0 END + 1, NEW.cursor_seq);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER deletions_note_for_journal AFTER UPDATE OF cursor_seq ON deletions
  FOR EACH ROW WHEN (NEW.cursor_seq > OLD.cursor_seq) EXECUTE FUNCTION note_for_journal();--> statement-breakpoint
CREATE TRIGGER deletions_note_for_journal_at_once AFTER INSERT ON deletions
  FOR EACH ROW WHEN (NEW.cursor_seq > 0) EXECUTE FUNCTION note_for_journal();--> statement-breakpoint
-- An item that had failed and is found to be gone after all was left out of the journal: it follows.
CREATE FUNCTION note_corrections_for_journal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO journal_outbox (deletion_id, from_seq, to_seq)
    SELECT deletion_id, min(seq), max(seq) FROM gone WHERE outcome = 'failed' GROUP BY deletion_id, (seq - 1) / 1000;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER deletion_exceptions_note_for_journal AFTER DELETE ON deletion_exceptions
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION note_corrections_for_journal();--> statement-breakpoint
-- What was erased before there was a journal, a row for each batch.
INSERT INTO journal_outbox (deletion_id, from_seq, to_seq)
  SELECT batch.deletion_id, batch.from_seq, least(batch.from_seq + batch.item_count - 1, deletion.cursor_seq)
  FROM deletion_batches AS batch JOIN deletions AS deletion ON deletion.id = batch.deletion_id
  WHERE batch.from_seq <= deletion.cursor_seq
  ORDER BY deletion.created_at, batch.from_seq;
