CREATE TABLE "audit" (
	"seq" bigint PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"at" timestamp(3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text,
	"application" text,
	"request_key" text,
	"event" jsonb NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "audit_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "audit_head" (
	"id" integer PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "config_revisions" (
	"revision" integer PRIMARY KEY NOT NULL,
	"document" jsonb NOT NULL,
	"author" text NOT NULL,
	"note" text,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "effects" (
	"key" text PRIMARY KEY NOT NULL,
	"reference" text
);
--> statement-breakpoint
CREATE TABLE "grants" (
	"id" text PRIMARY KEY NOT NULL,
	"application" text NOT NULL,
	"subject" text NOT NULL,
	"access_level" text NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "holdings" (
	"application" text NOT NULL,
	"subject" text NOT NULL,
	"version" integer NOT NULL,
	"applied_version" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "holdings_application_subject_pk" PRIMARY KEY("application","subject")
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"id" text PRIMARY KEY NOT NULL,
	"grant_id" text NOT NULL,
	"application" text NOT NULL,
	"subject" text NOT NULL,
	"request_key" text NOT NULL,
	"state" text NOT NULL,
	"entitlements" jsonb NOT NULL,
	"rule" text NOT NULL,
	"revision" integer NOT NULL,
	"duration_ms" bigint,
	"max_duration_ms" bigint,
	"started_at" timestamp(3) with time zone,
	"expires_at" timestamp(3) with time zone,
	"ended_at" timestamp(3) with time zone,
	"end_reason" text,
	"ended_by" text
);
--> statement-breakpoint
CREATE TABLE "requests" (
	"key" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"application" text,
	"subject" text,
	"view" jsonb NOT NULL,
	"created_at" timestamp(3) with time zone NOT NULL,
	"updated_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "revocation_items" (
	"position" bigserial NOT NULL,
	"revocation_id" text NOT NULL,
	"grant_id" text NOT NULL,
	"state" text NOT NULL,
	"detail" text,
	CONSTRAINT "revocation_items_revocation_id_grant_id_pk" PRIMARY KEY("revocation_id","grant_id")
);
--> statement-breakpoint
CREATE TABLE "revocations" (
	"id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"suspend_subject" text,
	"created_at" timestamp(3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "leases" ADD CONSTRAINT "leases_grant_id_grants_id_fk" FOREIGN KEY ("grant_id") REFERENCES "public"."grants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "revocation_items" ADD CONSTRAINT "revocation_items_revocation_id_revocations_id_fk" FOREIGN KEY ("revocation_id") REFERENCES "public"."revocations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_by_request" ON "audit" USING btree ("request_key");--> statement-breakpoint
CREATE INDEX "audit_by_subject" ON "audit" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "audit_by_actor" ON "audit" USING btree ("actor");--> statement-breakpoint
CREATE INDEX "audit_by_action" ON "audit" USING btree ("action");--> statement-breakpoint
CREATE INDEX "grants_by_time" ON "grants" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "grants_by_subject" ON "grants" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "grants_by_application" ON "grants" USING btree ("application","access_level");--> statement-breakpoint
CREATE INDEX "leases_by_grant" ON "leases" USING btree ("grant_id");--> statement-breakpoint
CREATE INDEX "leases_by_holding" ON "leases" USING btree ("application","subject");--> statement-breakpoint
CREATE INDEX "leases_by_request" ON "leases" USING btree ("request_key");--> statement-breakpoint
CREATE INDEX "leases_by_expiry" ON "leases" USING btree ("state","expires_at");--> statement-breakpoint
CREATE INDEX "requests_by_time" ON "requests" USING btree ("created_at","key");--> statement-breakpoint
CREATE INDEX "requests_by_state" ON "requests" USING btree ("state");--> statement-breakpoint
CREATE INDEX "requests_by_subject" ON "requests" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "requests_by_application" ON "requests" USING btree ("application");
--> statement-breakpoint
CREATE FUNCTION audit_is_append_only() RETURNS trigger AS $$
BEGIN
  RAISE EXCEPTION 'The audit is append-only: % is refused.', TG_OP;
END;
$$ LANGUAGE plpgsql;--> statement-breakpoint
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON "audit" FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();--> statement-breakpoint
INSERT INTO "audit_head" ("id", "seq", "hash") VALUES (1, 0, '');
