-- Trigram search over the text; a trusted extension, so the database owner may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TABLE "deletion_items" (
	"deletion_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"memory_id" uuid NOT NULL,
	"digest" "bytea",
	"outcome" text,
	"error_code" text,
	CONSTRAINT "deletion_items_deletion_id_seq_pk" PRIMARY KEY("deletion_id","seq")
);
--> statement-breakpoint
CREATE TABLE "deletions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"store_id" text NOT NULL,
	"operation" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"actor" jsonb NOT NULL,
	"selection" jsonb NOT NULL,
	"reason" text,
	"ticket" text,
	"digest_salt" "bytea" NOT NULL,
	"idempotency_key" uuid NOT NULL,
	"request_digest" text NOT NULL,
	"cutoff_at" timestamp (3) with time zone NOT NULL,
	"expected_count" integer NOT NULL,
	"requested_count" integer,
	"deleted_count" integer DEFAULT 0 NOT NULL,
	"absent_count" integer DEFAULT 0 NOT NULL,
	"failed_count" integer DEFAULT 0 NOT NULL,
	"cursor_seq" integer DEFAULT 0 NOT NULL,
	"error_code" text,
	"lease_owner" uuid,
	"lease_expires_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "ledger_events" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"version" smallint NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"previous_hash" "bytea" NOT NULL,
	"hash" "bytea" NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "members" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"password_hash" text NOT NULL,
	"session_version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"disabled_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "set_up_tokens" (
	"token_digest" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memories" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"memory" text NOT NULL,
	"user_id" text,
	"agent_id" text,
	"app_id" text,
	"run_id" text,
	"metadata" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"categories" text[] DEFAULT '{}' NOT NULL,
	"immutable" boolean DEFAULT false NOT NULL,
	"expiration_date" date,
	"superseded_by" uuid,
	"is_sample" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"stored_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "memory_versions" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "memory_versions_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"memory_id" uuid NOT NULL,
	"old_memory" text NOT NULL,
	"new_memory" text NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "deletion_items_exceptions" ON "deletion_items" USING btree ("deletion_id","seq") WHERE "deletion_items"."outcome" is not null;--> statement-breakpoint
CREATE INDEX "deletions_created" ON "deletions" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "deletions_unfinished" ON "deletions" USING btree ("created_at") WHERE "deletions"."finished_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "deletions_idempotency" ON "deletions" USING btree (("actor" ->> 'id'),"idempotency_key");--> statement-breakpoint
CREATE UNIQUE INDEX "members_email" ON "members" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "memories_created" ON "memories" USING btree ("created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "memories_updated" ON "memories" USING btree ("updated_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "memories_user" ON "memories" USING btree ("user_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "memories_agent" ON "memories" USING btree ("agent_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "memories_app" ON "memories" USING btree ("app_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "memories_run" ON "memories" USING btree ("run_id","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "memories_metadata" ON "memories" USING gin ("metadata" jsonb_path_ops);--> statement-breakpoint
CREATE INDEX "memories_categories" ON "memories" USING gin ("categories");--> statement-breakpoint
CREATE INDEX "memories_text" ON "memories" USING gin ("memory" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "memories_expiration" ON "memories" USING btree ("expiration_date") WHERE "memories"."expiration_date" is not null;--> statement-breakpoint
CREATE INDEX "memories_superseded" ON "memories" USING btree ("superseded_by") WHERE "memories"."superseded_by" is not null;--> statement-breakpoint
CREATE INDEX "memories_sample" ON "memories" USING btree ("id") WHERE "memories"."is_sample";--> statement-breakpoint
CREATE INDEX "memory_versions_memory" ON "memory_versions" USING btree ("memory_id");