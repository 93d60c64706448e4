CREATE TABLE "memory_writes" (
	"slot" smallint PRIMARY KEY NOT NULL,
	"write_count" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
-- The counters are there from the start: they are raised, and never added.
INSERT INTO "memory_writes" ("slot") SELECT generate_series(0, 15);
