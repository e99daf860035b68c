CREATE TABLE "review_items" (
	"review_id" text NOT NULL,
	"id" text NOT NULL,
	"position" integer NOT NULL,
	"grant_id" text NOT NULL,
	"subject" text NOT NULL,
	"application" text NOT NULL,
	"access_level" text NOT NULL,
	"verdict" text,
	"by" text,
	"at" timestamp(3) with time zone,
	"comment" text,
	CONSTRAINT "review_items_review_id_id_pk" PRIMARY KEY("review_id","id")
);
--> statement-breakpoint
CREATE TABLE "reviews" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"request_key" text,
	"reviewers" jsonb NOT NULL,
	"reason" text,
	"opened_at" timestamp(3) with time zone NOT NULL,
	"due_at" timestamp(3) with time zone NOT NULL,
	"closed_at" timestamp(3) with time zone
);
--> statement-breakpoint
ALTER TABLE "review_items" ADD CONSTRAINT "review_items_review_id_reviews_id_fk" FOREIGN KEY ("review_id") REFERENCES "public"."reviews"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reviews_by_time" ON "reviews" USING btree ("opened_at","id");--> statement-breakpoint
CREATE INDEX "reviews_by_state" ON "reviews" USING btree ("state");