CREATE TABLE "begun_effects" (
	"id" text PRIMARY KEY NOT NULL,
	"application" text NOT NULL,
	"subject" text NOT NULL,
	"entitlement" text NOT NULL,
	"verb" text NOT NULL,
	"begun_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "begun_effects_once" UNIQUE("application","subject","entitlement","verb")
);
