ALTER TABLE "begun_effects" ADD COLUMN "joined" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "begun_effects" ADD COLUMN "recorded" boolean DEFAULT false NOT NULL;