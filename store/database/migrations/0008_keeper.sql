CREATE TABLE "issue_reads" (
	"key" text PRIMARY KEY NOT NULL,
	"last_entry" text,
	"at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_plans" (
	"key" text NOT NULL,
	"round" integer NOT NULL,
	"ask" jsonb NOT NULL,
	"plan" jsonb NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "request_plans_key_round_pk" PRIMARY KEY("key","round")
);
--> statement-breakpoint
ALTER TABLE "leases" ADD COLUMN "origin" jsonb;--> statement-breakpoint
ALTER TABLE "leases" ADD COLUMN "taken_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "holdings" DROP COLUMN "applied_version";--> statement-breakpoint
UPDATE "leases" SET "taken_at" = "ended_at" WHERE "state" = 'ended';
