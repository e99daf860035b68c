DROP INDEX "leases_by_expiry";--> statement-breakpoint
CREATE INDEX "leases_open_by_expiry" ON "leases" USING btree ("expires_at","id","state","grant_id") WHERE "leases"."state" in ('pending', 'live');--> statement-breakpoint
CREATE INDEX "leases_open_by_grant" ON "leases" USING btree ("grant_id","state","expires_at","application") WHERE "leases"."state" in ('pending', 'live');--> statement-breakpoint
CREATE INDEX "leases_open_by_request" ON "leases" USING btree ("request_key") WHERE "leases"."state" in ('pending', 'live');--> statement-breakpoint
CREATE INDEX "leases_pending" ON "leases" USING btree ("grant_id") WHERE "leases"."state" = 'pending';--> statement-breakpoint
CREATE INDEX "leases_to_take" ON "leases" USING btree ("ended_at","id") WHERE "leases"."state" = 'ended' and "leases"."taken_at" is null;--> statement-breakpoint
CREATE INDEX "leases_taken_after_expiry" ON "leases" USING btree ("taken_at","expires_at") WHERE "leases"."end_reason" = 'expired' and "leases"."taken_at" is not null;