CREATE TABLE "birthright_items" (
	"run_id" text NOT NULL,
	"position" integer NOT NULL,
	"phase" integer NOT NULL,
	"action" text NOT NULL,
	"role" text NOT NULL,
	"subject" text NOT NULL,
	"application" text NOT NULL,
	"access_level" text NOT NULL,
	"because" text NOT NULL,
	"rule" text,
	"lease_id" text,
	"revision" integer NOT NULL,
	"entitlements" jsonb NOT NULL,
	"state" text NOT NULL,
	"detail" text,
	CONSTRAINT "birthright_items_run_id_position_pk" PRIMARY KEY("run_id","position")
);
--> statement-breakpoint
CREATE TABLE "birthright_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"by" text,
	"dry_run" boolean NOT NULL,
	"force" boolean NOT NULL,
	"restore" jsonb NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"finished_at" timestamp(3) with time zone,
	"detail" text,
	"people" integer DEFAULT 0 NOT NULL,
	"held_back" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"withheld" jsonb DEFAULT '[]'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "request_facts" (
	"key" text PRIMARY KEY NOT NULL,
	"facts" jsonb NOT NULL,
	"at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "birthright_items" ADD CONSTRAINT "birthright_items_run_id_birthright_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."birthright_runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "birthright_runs_by_time" ON "birthright_runs" USING btree ("created_at","id");