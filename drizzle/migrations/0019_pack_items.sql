CREATE TABLE "deletion_batches" (
	"deletion_id" uuid NOT NULL,
	"from_seq" integer NOT NULL,
	"item_count" integer NOT NULL,
	"memory_ids" uuid[],
	"remote_ids" text[],
	"digests" "bytea",
	"places" "tid"[],
	"version_ids" bigint[],
	"version_places" "tid"[],
	CONSTRAINT "deletion_batches_deletion_id_from_seq_pk" PRIMARY KEY("deletion_id","from_seq"),
	CONSTRAINT "deletion_batches_aligned" CHECK ("deletion_batches"."from_seq" % 1000 = 1 and "deletion_batches"."item_count" between 1 and 1000)
);
--> statement-breakpoint
CREATE TABLE "deletion_exceptions" (
	"deletion_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"outcome" text NOT NULL,
	"error_code" text,
	CONSTRAINT "deletion_exceptions_deletion_id_seq_pk" PRIMARY KEY("deletion_id","seq")
);
--> statement-breakpoint
-- What is in it is packed at the start that follows, in parts: lib/deletions/server/record/pack-earlier-items.ts.
ALTER TABLE "deletion_items" RENAME TO "deletion_items_unpacked";--> statement-breakpoint
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM "deletion_items_unpacked") THEN DROP TABLE "deletion_items_unpacked"; END IF;
END $$;--> statement-breakpoint
-- Random bytes: to try to compress them takes time and saves nothing.
ALTER TABLE "deletion_batches" ALTER COLUMN "memory_ids" SET STORAGE EXTERNAL, ALTER COLUMN "remote_ids" SET STORAGE EXTERNAL,
  ALTER COLUMN "digests" SET STORAGE EXTERNAL, ALTER COLUMN "places" SET STORAGE EXTERNAL,
  ALTER COLUMN "version_ids" SET STORAGE EXTERNAL, ALTER COLUMN "version_places" SET STORAGE EXTERNAL;--> statement-breakpoint
CREATE INDEX "deletion_batches_small" ON "deletion_batches" USING gin ("memory_ids") WHERE "deletion_batches"."item_count" <= 250;--> statement-breakpoint
CREATE INDEX "deletion_batches_large" ON "deletion_batches" USING btree ("deletion_id") WHERE "deletion_batches"."item_count" > 250;--> statement-breakpoint
CREATE INDEX "deletion_batches_remote" ON "deletion_batches" USING btree ("deletion_id") WHERE "deletion_batches"."remote_ids" is not null;--> statement-breakpoint
CREATE VIEW "deletion_items" AS (
  select item.deletion_id, item.from_seq, item.seq, item.memory_id, item.remote_id,
    nullif(substring(item.digests from (item.seq - item.from_seq) * 32 + 1 for 32), decode(repeat('00', 32), 'hex')) as digest,
    exception.outcome, exception.error_code
  from (
    select deletion_id, from_seq, digests, generate_series(from_seq, from_seq + item_count - 1) as seq,
      unnest(memory_ids) as memory_id, unnest(remote_ids) as remote_id
    from deletion_batches order by deletion_id, from_seq
  ) as item
  left join deletion_exceptions as exception
    on exception.deletion_id = item.deletion_id and exception.seq = item.seq);