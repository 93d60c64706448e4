CREATE TABLE "ledger_alarms" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_alarms_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"code" text NOT NULL,
	"facts" jsonb NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"cleared_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "ledger_checkpoints" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_checkpoints_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"origin" text NOT NULL,
	"size" bigint NOT NULL,
	"root" "bytea" NOT NULL,
	"note" text NOT NULL,
	"signed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ledger_keys" (
	"vkey" text PRIMARY KEY NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "ledger_origins" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ledger_origins_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"origin" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"previous_checkpoint" text,
	CONSTRAINT "ledger_origins_origin_unique" UNIQUE("origin")
);
--> statement-breakpoint
CREATE TABLE "ledger_tiles" (
	"level" smallint NOT NULL,
	"number" bigint NOT NULL,
	"hashes" "bytea" NOT NULL,
	CONSTRAINT "ledger_tiles_level_number_pk" PRIMARY KEY("level","number")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_alarms_open" ON "ledger_alarms" USING btree ("code") WHERE "ledger_alarms"."cleared_at" is null;--> statement-breakpoint
CREATE INDEX "ledger_checkpoints_origin" ON "ledger_checkpoints" USING btree ("origin","id");--> statement-breakpoint
CREATE INDEX "ledger_checkpoints_size" ON "ledger_checkpoints" USING btree ("origin","size");--> statement-breakpoint
-- What was signed is neither changed nor dropped, also in a session that calls itself a replica.
CREATE TRIGGER ledger_checkpoints_refuse_change BEFORE UPDATE OR DELETE ON ledger_checkpoints
  FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();--> statement-breakpoint
CREATE TRIGGER ledger_checkpoints_refuse_truncate BEFORE TRUNCATE ON ledger_checkpoints
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();--> statement-breakpoint
CREATE TRIGGER ledger_origins_refuse_change BEFORE UPDATE OR DELETE ON ledger_origins
  FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();--> statement-breakpoint
CREATE TRIGGER ledger_origins_refuse_truncate BEFORE TRUNCATE ON ledger_origins
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();--> statement-breakpoint
ALTER TABLE ledger_checkpoints ENABLE ALWAYS TRIGGER ledger_checkpoints_refuse_change;--> statement-breakpoint
ALTER TABLE ledger_checkpoints ENABLE ALWAYS TRIGGER ledger_checkpoints_refuse_truncate;--> statement-breakpoint
ALTER TABLE ledger_origins ENABLE ALWAYS TRIGGER ledger_origins_refuse_change;--> statement-breakpoint
ALTER TABLE ledger_origins ENABLE ALWAYS TRIGGER ledger_origins_refuse_truncate;
