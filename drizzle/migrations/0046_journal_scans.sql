CREATE TABLE "journal_returned" (
	"store_id" text NOT NULL,
	"memory_id" text NOT NULL,
	CONSTRAINT "journal_returned_store_id_memory_id_pk" PRIMARY KEY("store_id","memory_id")
);
--> statement-breakpoint
CREATE TABLE "journal_scans" (
	"store_id" text PRIMARY KEY NOT NULL,
	"requested_at" timestamp (3) with time zone NOT NULL,
	"claimed_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"outcome" text,
	"error_code" text,
	"looked_count" integer DEFAULT 0 NOT NULL,
	"back_count" integer DEFAULT 0 NOT NULL
);
