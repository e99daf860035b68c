ALTER TABLE "begun_effects" DROP CONSTRAINT "begun_effects_once";--> statement-breakpoint
ALTER TABLE "begun_effects" ADD COLUMN "account" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "leases" ADD COLUMN "account_id" text;--> statement-breakpoint
ALTER TABLE "leases" ADD COLUMN "account_login" text;--> statement-breakpoint
CREATE INDEX "leases_by_account" ON "leases" USING btree ("application","account_id");--> statement-breakpoint
ALTER TABLE "begun_effects" ADD CONSTRAINT "begun_effects_once" UNIQUE("application","subject","entitlement","account","verb");