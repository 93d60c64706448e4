CREATE TABLE "certificate_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"public_key" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "certificates" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"ticket_id" uuid,
	"deletion_id" uuid,
	"issued_at" timestamp (3) with time zone NOT NULL,
	"issued_by" jsonb NOT NULL,
	"key_id" text NOT NULL,
	"digest" "bytea" NOT NULL,
	"language" text NOT NULL,
	"names" text NOT NULL,
	"verdict" text NOT NULL,
	CONSTRAINT "certificates_subject" CHECK (("certificates"."ticket_id" is null) <> ("certificates"."deletion_id" is null))
);
--> statement-breakpoint
CREATE TABLE "ticket_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ticket_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"ticket_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" jsonb NOT NULL,
	"kind" text NOT NULL,
	"facts" jsonb NOT NULL,
	"sealed" "bytea"
);
--> statement-breakpoint
CREATE TABLE "ticket_looks" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "ticket_looks_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"ticket_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"stores" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticket_recipients" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"ticket_id" uuid NOT NULL,
	"sealed" "bytea",
	"told_at" timestamp (3) with time zone,
	"told_by" jsonb
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"reference" text NOT NULL,
	"reference_key" text NOT NULL,
	"state" text NOT NULL,
	"outcome" text,
	"law" text NOT NULL,
	"received_on" date NOT NULL,
	"received_by" text NOT NULL,
	"due_on" date,
	"acknowledge_due_on" date,
	"acknowledged_on" date,
	"extended_on" date,
	"identity_checked_at" timestamp (3) with time zone,
	"identity_checked_by" jsonb,
	"identity_method" text,
	"denial_ground" text,
	"assignee_id" uuid,
	"source" text NOT NULL,
	"request_digest" text,
	"open_dsr_id" uuid,
	"sealed" "bytea",
	"seal_salt" "bytea",
	"subject_digests" "bytea"[] NOT NULL,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"look_at" timestamp (3) with time zone,
	"look_count" integer DEFAULT 0 NOT NULL,
	"reminded_days" integer,
	"subject_erased_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "watches" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"sealed" "bytea" NOT NULL,
	"seal_salt" "bytea" NOT NULL,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "ticket_id" uuid;--> statement-breakpoint
ALTER TABLE "ticket_events" ADD CONSTRAINT "ticket_events_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_looks" ADD CONSTRAINT "ticket_looks_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ticket_recipients" ADD CONSTRAINT "ticket_recipients_ticket_id_tickets_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."tickets"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "certificates_ticket" ON "certificates" USING btree ("ticket_id","issued_at");--> statement-breakpoint
CREATE INDEX "certificates_deletion" ON "certificates" USING btree ("deletion_id","issued_at");--> statement-breakpoint
CREATE INDEX "certificates_digest" ON "certificates" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "ticket_events_ticket" ON "ticket_events" USING btree ("ticket_id","id");--> statement-breakpoint
CREATE INDEX "ticket_looks_ticket" ON "ticket_looks" USING btree ("ticket_id","id");--> statement-breakpoint
CREATE INDEX "ticket_recipients_ticket" ON "ticket_recipients" USING btree ("ticket_id");--> statement-breakpoint
CREATE UNIQUE INDEX "tickets_reference" ON "tickets" USING btree ("reference_key");--> statement-breakpoint
CREATE UNIQUE INDEX "tickets_open_dsr" ON "tickets" USING btree ("open_dsr_id");--> statement-breakpoint
CREATE INDEX "tickets_due" ON "tickets" USING btree ("due_on","id") WHERE "tickets"."closed_at" is null;--> statement-breakpoint
CREATE INDEX "tickets_created" ON "tickets" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "tickets_look" ON "tickets" USING btree ("look_at") WHERE "tickets"."look_at" is not null;--> statement-breakpoint
CREATE INDEX "tickets_subjects" ON "tickets" USING gin ("subject_digests");--> statement-breakpoint
CREATE INDEX "watches_created" ON "watches" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "watches_expires" ON "watches" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "deletions_ticket" ON "deletions" USING btree ("ticket_id") WHERE "deletions"."ticket_id" is not null;