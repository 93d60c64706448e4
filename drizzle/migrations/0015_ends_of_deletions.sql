ALTER TABLE "deletions" ADD COLUMN "unknown_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "copies" jsonb;--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "review_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "review_count" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "reviewed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "entity_digests" "bytea"[];--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "entity_key_check" "bytea";--> statement-breakpoint
CREATE INDEX "deletions_review" ON "deletions" USING btree ("review_at") WHERE "deletions"."review_at" is not null;--> statement-breakpoint
CREATE INDEX "deletions_entities" ON "deletions" USING gin ("entity_digests");--> statement-breakpoint

-- What ended before it could be read back is read back now, by the runner.
UPDATE "deletions" SET "unknown_count" = "unknown"."count", "review_at" = clock_timestamp()
FROM (
  SELECT "deletion_id", count(*)::integer AS "count" FROM "deletion_items"
  WHERE "outcome" = 'failed' AND "error_code" = 'not_read_back' GROUP BY "deletion_id"
) AS "unknown"
WHERE "unknown"."deletion_id" = "deletions"."id" AND "deletions"."finished_at" IS NOT NULL;
