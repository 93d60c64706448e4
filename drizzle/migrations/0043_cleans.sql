CREATE TABLE "cleans" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"status" text NOT NULL,
	"actor" jsonb NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"cancel_requested_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"phase" text,
	"done_bytes" bigint DEFAULT 0 NOT NULL,
	"total_bytes" bigint DEFAULT 0 NOT NULL,
	"error_code" text,
	"coverage" jsonb
);
--> statement-breakpoint
CREATE UNIQUE INDEX "cleans_open" ON "cleans" USING btree ((true)) WHERE "cleans"."status" in ('queued', 'running');--> statement-breakpoint
CREATE INDEX "cleans_requested" ON "cleans" USING btree ("requested_at" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "cleans_completed" ON "cleans" USING btree ("started_at") WHERE "cleans"."status" = 'completed';--> statement-breakpoint
-- Where copies of the memory tables are made (lib/cleaning/server/rewrite). Empty but while that goes on.
CREATE SCHEMA IF NOT EXISTS lethe_copies;--> statement-breakpoint
-- Puts a copy in its place. With the rights of who migrates, as the web server's role may not create in the schema of the tables, and should not:
-- what it may name is fixed.
DO $do$
BEGIN
  EXECUTE format($function$
    CREATE FUNCTION lethe_place_copy(name text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $body$
    BEGIN
      IF name NOT IN ('memories', 'memory_versions') THEN RAISE EXCEPTION 'There is no copy of this table.'; END IF;
      EXECUTE format('ALTER TABLE lethe_copies.%%I SET SCHEMA %%I', name, %L);
    END $body$
  $function$, current_schema());
END $do$;--> statement-breakpoint
REVOKE ALL ON FUNCTION lethe_place_copy(text) FROM PUBLIC;
