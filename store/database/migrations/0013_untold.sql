ALTER TABLE "requests" ADD COLUMN "untold" jsonb;--> statement-breakpoint
CREATE INDEX "requests_untold" ON "requests" USING btree ("key") WHERE "requests"."untold" is not null;