CREATE TABLE "additions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"actor" jsonb NOT NULL,
	"status" text NOT NULL,
	"memory_ids" uuid[] DEFAULT '{}' NOT NULL,
	"error_code" text,
	"started_at" timestamp (3) with time zone NOT NULL,
	"finished_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE INDEX "additions_started" ON "additions" USING btree ("started_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);