CREATE TABLE "retention_exemptions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"rule_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"value" text NOT NULL,
	"reason" text NOT NULL,
	"until_at" timestamp (3) with time zone NOT NULL,
	"made_by" jsonb NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retention_rules" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"declared_as" text,
	"store_id" text NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"paused_because" text,
	"version" integer DEFAULT 1 NOT NULL,
	"next_run_at" timestamp (3) with time zone,
	"created_by" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"changed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retention_runs" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"rule_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"missed_count" integer DEFAULT 0 NOT NULL,
	"status" text DEFAULT 'running' NOT NULL,
	"lease_owner" uuid,
	"lease_expires_at" timestamp (3) with time zone,
	"as_of" timestamp (3) with time zone NOT NULL,
	"attempt_count" integer DEFAULT 0 NOT NULL,
	"next_try_at" timestamp (3) with time zone NOT NULL,
	"error_code" text,
	"found_count" integer DEFAULT 0 NOT NULL,
	"left_count" integer DEFAULT 0 NOT NULL,
	"held_count" integer DEFAULT 0 NOT NULL,
	"spared_count" integer DEFAULT 0 NOT NULL,
	"due_count" integer DEFAULT 0 NOT NULL,
	"limit_count" integer,
	"decided_by" jsonb,
	"decided_at" timestamp (3) with time zone,
	"let_count" integer,
	"deletion_ids" uuid[] DEFAULT '{}' NOT NULL,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "retention_versions" (
	"rule_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"name" text NOT NULL,
	"filter" jsonb,
	"keeps_immutable" boolean NOT NULL,
	"schedule" text NOT NULL,
	"time_zone" text NOT NULL,
	"wait_days" integer NOT NULL,
	"count_max" integer NOT NULL,
	"usual_factor" real NOT NULL,
	"answerer_id" uuid NOT NULL,
	"made_by" jsonb NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"is_permitted" boolean DEFAULT false NOT NULL,
	CONSTRAINT "retention_versions_rule_id_version_pk" PRIMARY KEY("rule_id","version"),
	CONSTRAINT "retention_versions_wait" CHECK ("retention_versions"."wait_days" between 0 and 30)
);
--> statement-breakpoint
CREATE TABLE "retention_waiting" (
	"rule_id" uuid NOT NULL,
	"memory_id" text NOT NULL,
	"found_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "retention_waiting_rule_id_memory_id_pk" PRIMARY KEY("rule_id","memory_id")
);
--> statement-breakpoint
ALTER TABLE "retention_exemptions" ADD CONSTRAINT "retention_exemptions_rule_id_retention_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."retention_rules"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_runs" ADD CONSTRAINT "retention_runs_rule_id_retention_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."retention_rules"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_versions" ADD CONSTRAINT "retention_versions_rule_id_retention_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."retention_rules"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "retention_waiting" ADD CONSTRAINT "retention_waiting_rule_id_retention_rules_id_fk" FOREIGN KEY ("rule_id") REFERENCES "public"."retention_rules"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "retention_exemptions_one" ON "retention_exemptions" USING btree ("rule_id","kind","value");--> statement-breakpoint
CREATE UNIQUE INDEX "retention_rules_declared" ON "retention_rules" USING btree ("declared_as") WHERE "retention_rules"."declared_as" is not null and "retention_rules"."status" <> 'removed';--> statement-breakpoint
CREATE INDEX "retention_rules_next" ON "retention_rules" USING btree ("next_run_at") WHERE "retention_rules"."status" = 'on';--> statement-breakpoint
CREATE UNIQUE INDEX "retention_runs_due" ON "retention_runs" USING btree ("rule_id","due_at");--> statement-breakpoint
CREATE INDEX "retention_runs_open" ON "retention_runs" USING btree ("next_try_at") WHERE "retention_runs"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "retention_waiting_due" ON "retention_waiting" USING btree ("rule_id","due_at","memory_id");