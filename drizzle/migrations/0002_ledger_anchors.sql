CREATE TABLE "ledger_anchors" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_anchors_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"seq" bigint NOT NULL,
	"hash" "bytea" NOT NULL,
	"anchored_at" timestamp (3) with time zone NOT NULL,
	"destination" text NOT NULL,
	"error_code" text
);
--> statement-breakpoint
CREATE INDEX "ledger_anchors_destination" ON "ledger_anchors" USING btree ("destination","id");--> statement-breakpoint
-- Also for a session that calls itself a replica (session_replication_role), which skips ordinary triggers.
ALTER TABLE ledger_events ENABLE ALWAYS TRIGGER ledger_events_refuse_change;--> statement-breakpoint
ALTER TABLE ledger_events ENABLE ALWAYS TRIGGER ledger_events_refuse_truncate;
