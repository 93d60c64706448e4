CREATE TABLE "imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"actor" jsonb NOT NULL,
	"way" text NOT NULL,
	"added_count" bigint DEFAULT 0 NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "memories" ADD COLUMN "import_id" uuid;--> statement-breakpoint
CREATE INDEX "memories_import" ON "memories" USING btree ("import_id") WHERE "memories"."import_id" is not null;