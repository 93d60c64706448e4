CREATE TABLE "ledger_attestors" (
	"name" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"size" bigint NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"error_code" text
);
--> statement-breakpoint
CREATE TABLE "ledger_cosignatures" (
	"checkpoint_id" bigint NOT NULL,
	"vkey" text NOT NULL,
	"line" text NOT NULL,
	"witnessed_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ledger_cosignatures_checkpoint_id_vkey_pk" PRIMARY KEY("checkpoint_id","vkey")
);
--> statement-breakpoint
CREATE TABLE "ledger_timestamps" (
	"checkpoint_id" bigint NOT NULL,
	"authority" text NOT NULL,
	"response" "bytea" NOT NULL,
	"stamped_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ledger_timestamps_checkpoint_id_authority_pk" PRIMARY KEY("checkpoint_id","authority")
);
--> statement-breakpoint
DROP INDEX "ledger_alarms_open";--> statement-breakpoint
ALTER TABLE "ledger_alarms" ADD COLUMN "subject" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "ledger_alarms" ADD COLUMN "announced_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "ledger_alarms" ADD COLUMN "acknowledged_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "ledger_alarms" ADD COLUMN "acknowledged_by" jsonb;--> statement-breakpoint
ALTER TABLE "ledger_alarms" ADD COLUMN "reason" text;--> statement-breakpoint
ALTER TABLE "webhook_deliveries" ADD COLUMN "ledger_alarm_id" bigint;--> statement-breakpoint
ALTER TABLE "ledger_cosignatures" ADD CONSTRAINT "ledger_cosignatures_checkpoint_id_ledger_checkpoints_id_fk" FOREIGN KEY ("checkpoint_id") REFERENCES "public"."ledger_checkpoints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ledger_timestamps" ADD CONSTRAINT "ledger_timestamps_checkpoint_id_ledger_checkpoints_id_fk" FOREIGN KEY ("checkpoint_id") REFERENCES "public"."ledger_checkpoints"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ledger_cosignatures_vkey" ON "ledger_cosignatures" USING btree ("vkey","checkpoint_id");--> statement-breakpoint
CREATE INDEX "ledger_timestamps_authority" ON "ledger_timestamps" USING btree ("authority","checkpoint_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ledger_alarms_alive" ON "ledger_alarms" USING btree ("code","subject") WHERE "ledger_alarms"."cleared_at" is null or "ledger_alarms"."acknowledged_at" is null;--> statement-breakpoint
-- What others have signed is neither changed nor dropped, as the checkpoints themselves.
CREATE TRIGGER ledger_cosignatures_refuse_change BEFORE UPDATE OR DELETE ON ledger_cosignatures
  FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();--> statement-breakpoint
CREATE TRIGGER ledger_cosignatures_refuse_truncate BEFORE TRUNCATE ON ledger_cosignatures
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();--> statement-breakpoint
CREATE TRIGGER ledger_timestamps_refuse_change BEFORE UPDATE OR DELETE ON ledger_timestamps
  FOR EACH ROW EXECUTE FUNCTION refuse_ledger_change();--> statement-breakpoint
CREATE TRIGGER ledger_timestamps_refuse_truncate BEFORE TRUNCATE ON ledger_timestamps
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_ledger_change();--> statement-breakpoint
ALTER TABLE ledger_cosignatures ENABLE ALWAYS TRIGGER ledger_cosignatures_refuse_change;--> statement-breakpoint
ALTER TABLE ledger_cosignatures ENABLE ALWAYS TRIGGER ledger_cosignatures_refuse_truncate;--> statement-breakpoint
ALTER TABLE ledger_timestamps ENABLE ALWAYS TRIGGER ledger_timestamps_refuse_change;--> statement-breakpoint
ALTER TABLE ledger_timestamps ENABLE ALWAYS TRIGGER ledger_timestamps_refuse_truncate;--> statement-breakpoint
-- Open pages of admins show an alarm at once, and that it was acknowledged.
CREATE FUNCTION notify_ledger_alarm() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('lethe_ledger', '');
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER ledger_alarms_notify_new AFTER INSERT ON ledger_alarms
  FOR EACH ROW EXECUTE FUNCTION notify_ledger_alarm();--> statement-breakpoint
-- Not each time that the same is seen again.
CREATE TRIGGER ledger_alarms_notify_change AFTER UPDATE ON ledger_alarms
  FOR EACH ROW WHEN (OLD.cleared_at IS DISTINCT FROM NEW.cleared_at OR OLD.acknowledged_at IS DISTINCT FROM NEW.acknowledged_at)
  EXECUTE FUNCTION notify_ledger_alarm();
