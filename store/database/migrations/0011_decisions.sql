CREATE TABLE "refusals" (
	"key" text PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"refusal" jsonb NOT NULL,
	"count" integer NOT NULL,
	"first_at" timestamp(3) with time zone NOT NULL,
	"last_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "request_plans" ADD COLUMN "digest" text;