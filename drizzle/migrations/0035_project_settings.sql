CREATE TABLE "project_settings" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "project_settings_single" CHECK ("project_settings"."id" = 1)
);
--> statement-breakpoint
INSERT INTO "project_settings" ("created_at", "changed_at")
SELECT coalesce(min("recorded_at"), now()), coalesce(min("recorded_at"), now()) FROM "ledger_events";
