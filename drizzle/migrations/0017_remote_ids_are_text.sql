ALTER TABLE "deletion_items" ALTER COLUMN "memory_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "deletion_items" ADD COLUMN "remote_id" text;--> statement-breakpoint
CREATE INDEX "deletion_items_remote" ON "deletion_items" USING hash ("remote_id") WHERE "deletion_items"."remote_id" is not null;--> statement-breakpoint
ALTER TABLE "deletion_items" ADD CONSTRAINT "deletion_items_one_id" CHECK (("deletion_items"."memory_id" is null) <> ("deletion_items"."remote_id" is null));