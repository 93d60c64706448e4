CREATE TABLE "suppressed_ids" (
	"digest" "bytea" NOT NULL,
	"suppression_id" uuid NOT NULL,
	CONSTRAINT "suppressed_ids_digest_suppression_id_pk" PRIMARY KEY("digest","suppression_id")
);
--> statement-breakpoint
CREATE TABLE "suppressions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"ticket_id" uuid NOT NULL,
	"mode" text NOT NULL,
	"id_count" integer NOT NULL,
	"key_check" "bytea" NOT NULL,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"lifted_by" jsonb,
	"lifted_at" timestamp (3) with time zone,
	"lift_reason" text,
	"refused_count" integer DEFAULT 0 NOT NULL,
	"let_in_count" integer DEFAULT 0 NOT NULL,
	"last_met_at" timestamp (3) with time zone,
	"reported_count" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "rescan_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "rescan_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "returned_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "returned_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "suppressed_ids" ADD CONSTRAINT "suppressed_ids_suppression_id_suppressions_id_fk" FOREIGN KEY ("suppression_id") REFERENCES "public"."suppressions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "suppressions" ADD CONSTRAINT "suppressions_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "suppressed_ids_suppression" ON "suppressed_ids" USING btree ("suppression_id");--> statement-breakpoint
CREATE UNIQUE INDEX "suppressions_in_force" ON "suppressions" USING btree ("ticket_id") WHERE "suppressions"."lifted_at" is null;--> statement-breakpoint
CREATE INDEX "suppressions_created" ON "suppressions" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "suppressions_to_report" ON "suppressions" USING btree ("id") WHERE "suppressions"."let_in_count" > "suppressions"."reported_count";--> statement-breakpoint
CREATE INDEX "deletions_rescan" ON "deletions" USING btree ("rescan_at") WHERE "deletions"."rescan_at" is not null;