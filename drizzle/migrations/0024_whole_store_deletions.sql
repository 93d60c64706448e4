DROP INDEX "deletions_selection_kept";--> statement-breakpoint
ALTER TABLE "deletions" ADD COLUMN "needs_delete_all" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "deletions_selection_kept" ON "deletions" USING btree ("finished_at") WHERE "deletions"."selection_erased_at" is null and "deletions"."finished_at" is not null and "deletions"."operation" not in ('delete', 'batch');--> statement-breakpoint
-- Of earlier ones it is known where they say so themselves.
UPDATE "deletions" SET "needs_delete_all" = true
WHERE "operation" = 'wipe' OR "operation" = 'delete_all' AND '*' IN (
  "selection" -> 'scope' ->> 'user_id', "selection" -> 'scope' ->> 'agent_id',
  "selection" -> 'scope' ->> 'app_id', "selection" -> 'scope' ->> 'run_id');
