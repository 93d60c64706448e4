ALTER TABLE "webhooks" ADD COLUMN "last_sent_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "webhooks" ADD COLUMN "last_status" integer;--> statement-breakpoint
ALTER TABLE "webhooks" ADD COLUMN "last_error_code" text;