/** Written by `npm run openapi` from docs/openapi.json; not by hand. */
export interface paths {
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who I am here, and what I may do */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** To the sign-in provider; in a demo, to the page where a person is chosen */
        get: operations["getAuthLogin"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Back from the sign-in provider */
        get: operations["getAuthCallback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out: the session ends everywhere
         * @description Needs the header X-CSRF-Token, like every write by cookie. Without a session it does nothing.
         */
        post: operations["postAuthLogout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/local": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Choose who to be; in a demo on one machine only */
        get: operations["getAuthLocal"];
        put?: never;
        /** Be that person; in a demo on one machine only */
        post: operations["postAuthLocal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Counts: what waits, lives, ends soon, failed; and how far the set-up has come */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changed, as it happens: server-sent events
         * @description Each event says what to look at again: `request` {key, state, application, subject, updatedAt}, `grant` {id, application, subject},
         *     `revocation` {id, state, total, revoked, failed}, `configuration` {revision, action}. `ready` comes when everything missed was told; `reset` when that was too
         *     much, and everything must be loaded anew. The header Last-Event-ID continues where a stream was cut off. Only what the caller may see is told.
         */
        get: operations["getEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests, newest first */
        get: operations["getRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request, with its timeline and links */
        get: operations["getRequestsByKey"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{key}/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve or deny
         * @description Only a planned approver of the open stage may; 409 says who decided already, and when.
         */
        post: operations["postRequestsByKeyDecisions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{key}/reassignment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand one’s own turn to somebody else */
        post: operations["postRequestsByKeyReassignment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/requests/{key}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a failed request again, after what made it fail was mended */
        post: operations["postRequestsByKeyRetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What would happen if somebody asked; nothing is changed */
        post: operations["postSimulations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/simulations/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Which past requests another document would decide otherwise; nothing is changed */
        post: operations["postSimulationsReplay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who holds what, newest first */
        get: operations["getGrants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants/{id}/extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A later end, counted from now, within the rule’s max */
        post: operations["postGrantsByIdExtension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/grants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One grant, with its leases */
        get: operations["getGrantsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/my/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What I hold, newest first */
        get: operations["getMyAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/my/access/{id}/extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep it for longer, where the rule asks nobody
         * @description 409 says to raise a request in the portal where somebody must agree.
         */
        post: operations["postMyAccessByIdExtension"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/my/access/{id}/revocation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give it up */
        post: operations["postMyAccessByIdRevocation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take access away, of one grant or of all that match */
        post: operations["postRevocations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/revocations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far an order has come */
        get: operations["getRevocationsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reviews, newest first */
        get: operations["getReviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One review, with its items */
        get: operations["getReviewsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{id}/items/{item}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keep the access, or take it away
         * @description One verdict closes a review of break glass: all that was opened belongs together.
         */
        post: operations["postReviewsByIdItemsByItemDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/birthrights/reconciliations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reconciliations, newest first */
        get: operations["getBirthrightsReconciliations"];
        put?: never;
        /** Give and take what the roles with a birthright say; a dry run only tells */
        post: operations["postBirthrightsReconciliations"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/birthrights/reconciliations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One reconciliation, with everything that it gives and takes */
        get: operations["getBirthrightsReconciliationsById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/connectors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Systems that have a connector: what each is set up with, what it gives, what it can do */
        get: operations["getConnectors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Applications, as the configuration has them */
        get: operations["getApplications"];
        put?: never;
        /** A new application */
        post: operations["postApplications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One application */
        get: operations["getApplicationsByKey"];
        /**
         * Change an application
         * @description A credential that is sent back as sealed:set stays as it is, as long as the address does.
         */
        put: operations["putApplicationsByKey"];
        post?: never;
        /** Remove an application in which nobody holds access and which no rule names */
        delete: operations["deleteApplicationsByKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/{key}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Test Connection, by its named checks */
        post: operations["postApplicationsByKeyTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/{key}/entitlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the system itself could give: its groups, roles, … */
        get: operations["getApplicationsByKeyEntitlements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Test Connection of an application before it is saved */
        post: operations["postApplicationsTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/entitlements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What the system of an application could give, before it is saved */
        post: operations["postApplicationsEntitlements"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Rules, in the order in which they are tried
         * @description The ETag is that of the whole list: PUT /rules/order takes it.
         */
        get: operations["getRules"];
        put?: never;
        /** A new rule: last in the order, unless it is put before another */
        post: operations["postRules"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Another order of the rules */
        put: operations["putRulesOrder"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rules/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One rule */
        get: operations["getRulesByKey"];
        /** Change a rule */
        put: operations["putRulesByKey"];
        post?: never;
        /** Remove a rule; requests in flight keep the plan that they were given */
        delete: operations["deleteRulesByKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Portal settings */
        get: operations["getPortal"];
        /** Change the portal settings */
        put: operations["putPortal"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What would fail: the settings held against what Jira has; nothing is changed */
        post: operations["postPortalCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portal/choices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the settings can be chosen from, as Jira has it */
        get: operations["getPortalChoices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/doctor/platform": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Database, Temporal, its namespace, and workers that ask for work */
        post: operations["postDoctorPlatform"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/doctor/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether the rules are active, and find their approvers */
        post: operations["postDoctorPeople"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/doctor/clocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Our clock against those of Jira and the providers */
        post: operations["postDoctorClocks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole document, as JSON or as leasehold.yaml
         * @description sealed=include leaves sealed credentials in it (sealed under the key of this installation), so that a file made of it can be applied again; for those who may change the configuration.
         */
        get: operations["getConfiguration"];
        /** Apply another document as a new revision */
        put: operations["putConfiguration"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What is wrong with a document, and what will surprise somebody; nothing is saved */
        post: operations["postConfigurationCheck"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/revisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Revisions, newest first */
        get: operations["getConfigurationRevisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/revisions/{revision}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One revision, and how it differs from the one before */
        get: operations["getConfigurationRevisionsByRevision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/revisions/{revision}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a revision differs from another one */
        get: operations["getConfigurationRevisionsByRevisionDiff"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/revisions/{revision}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Save an earlier revision again, as a new one */
        post: operations["postConfigurationRevisionsByRevisionRollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes that wait for a second person, or did; newest first */
        get: operations["getConfigurationChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/changes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One change, and what it would change */
        get: operations["getConfigurationChangesById"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/changes/{id}/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Agree to a change of somebody else: it is saved as a new revision */
        post: operations["postConfigurationChangesByIdApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/configuration/changes/{id}/rejection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Turn a change down, or take one’s own back */
        post: operations["postConfigurationChangesByIdRejection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tokens that were made here, newest first; without the tokens themselves */
        get: operations["getTokens"];
        put?: never;
        /**
         * A new token: the answer shows it, once
         * @description It is known as token:<name>. A token that was made here makes no others.
         */
        post: operations["postTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One token, without the token itself */
        get: operations["getTokensById"];
        put?: never;
        post?: never;
        /** Revoke a token, at once; again is no error */
        delete: operations["deleteTokensById"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The trail, newest first */
        get: operations["getAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the chain of hashes holds */
        get: operations["getAuditVerification"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every row, oldest first, streamed */
        get: operations["getAuditExport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/jira": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Jira tells that an issue changed
         * @description X-Hub-Signature is the HMAC of the raw body. Only a nudge: the issue is read back from Jira, so a forged, repeated, late or lost one changes nothing.
         */
        post: operations["postWebhooksJira"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process lives */
        get: operations["getHealthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** It can do its work; or which part it waits for */
        get: operations["getReadyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Prometheus */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document */
        get: operations["getOpenapiJson"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApiToken: {
            id: string;
            name: string;
            /** @enum {string} */
            role: "admin" | "operator" | "auditor" | "owner" | "approver";
            /** @description for owners: the keys of the applications it is for */
            applications: string[];
            createdBy: string;
            createdAt: components["schemas"]["Instant"];
            expiresAt: components["schemas"]["Instant"];
            /** @description to the minute */
            lastUsedAt: components["schemas"]["Instant"] | null;
            revokedAt: components["schemas"]["Instant"] | null;
            revokedBy: string | null;
        };
        Application: {
            key: string;
            name: string;
            /** @enum {string} */
            connector: "okta" | "entra" | "aws" | "google" | "jira" | "confluence" | "bitbucket" | "github";
            /** Format: uri */
            url: string;
            /** @default {} */
            credentials?: {
                [key: string]: string;
            } | undefined;
            /** Format: email */
            owner?: string | undefined;
            accessLevels?: {
                name: string;
                entitlements: {
                    type: string;
                    id?: string | undefined;
                    name?: string | undefined;
                    parameters?: {
                        [key: string]: string | number | boolean;
                    } | undefined;
                }[];
            }[] | undefined;
            requestsPerSecond?: number | undefined;
            settings?: {
                [key: string]: string | number | boolean;
            } | undefined;
        };
        ApplicationToSave: {
            key: string;
            name: string;
            /** @enum {string} */
            connector: "okta" | "entra" | "aws" | "google" | "jira" | "confluence" | "bitbucket" | "github";
            /** Format: uri */
            url: string;
            credentials?: {
                [key: string]: string | {
                    secret: string;
                };
            } | undefined;
            /** Format: email */
            owner?: string | undefined;
            accessLevels?: {
                name: string;
                entitlements: {
                    type: string;
                    id?: string | undefined;
                    name?: string | undefined;
                    parameters?: {
                        [key: string]: string | number | boolean;
                    } | undefined;
                }[];
            }[] | undefined;
            requestsPerSecond?: number | undefined;
            settings?: {
                [key: string]: string | number | boolean;
            } | undefined;
        };
        /** @enum {string} */
        AuditAction: "request.received" | "request.approved" | "request.denied" | "request.edited" | "request.declined" | "request.withdrawn" | "request.failed" | "request.retried" | "request.reminded" | "request.escalated" | "request.reassigned" | "stage.approved" | "decision.refused" | "lease.opened" | "lease.given" | "lease.extended" | "lease.ended" | "provider.granted" | "provider.revoked" | "access.expired" | "access.revoked" | "access.removed" | "access.stuck" | "access.reminded" | "birthright.ordered" | "birthright.heldBack" | "revocation.ordered" | "subject.suspended" | "webhook.late" | "breakGlass.used" | "review.opened" | "review.reminded" | "review.overdue" | "review.closed" | "config.saved" | "config.proposed" | "config.approved" | "config.rejected" | "config.withdrawn" | "token.created" | "token.revoked";
        AuditRow: {
            seq: number;
            key: string;
            /** @description ISO 8601, as it was hashed */
            at: string;
            actor: string;
            /** @description an AuditAction, or one of another version that wrote the row */
            action: string;
            subject?: string | undefined;
            application?: string | undefined;
            accessLevel?: string | undefined;
            reason?: string | undefined;
            rule?: string | undefined;
            revision?: number | undefined;
            requestKey?: string | undefined;
            workflowId?: string | undefined;
            runId?: string | undefined;
            providerRequestId?: string | undefined;
            details?: {
                [key: string]: unknown;
            } | undefined;
            previousHash: string;
            hash: string;
        };
        AuditVerification: {
            ok: boolean;
            rows: number;
            /** @description the first row whose hash or link is broken */
            brokenAt: number | null;
            detail: string;
        };
        CheckResult: {
            ok: boolean;
            /** @description in the order in which a person would mend them */
            checks: components["schemas"]["Finding"][];
        };
        ConfigurationChange: {
            id: string;
            /** @enum {string} */
            state: "pending" | "approved" | "rejected" | "withdrawn";
            what: string;
            author: string;
            note: string | null;
            createdAt: components["schemas"]["Instant"];
            decidedBy: string | null;
            decidedAt: components["schemas"]["Instant"] | null;
            comment: string | null;
            /** @description the revision that its approval made */
            savedRevision: number | null;
        };
        ConfigurationChangeInFull: {
            id: string;
            /** @enum {string} */
            state: "pending" | "approved" | "rejected" | "withdrawn";
            what: string;
            author: string;
            note: string | null;
            createdAt: components["schemas"]["Instant"];
            decidedBy: string | null;
            decidedAt: components["schemas"]["Instant"] | null;
            comment: string | null;
            /** @description the revision that its approval made */
            savedRevision: number | null;
            /** @description what it would change now; empty once it is decided */
            differences: components["schemas"]["Difference"][];
            /** @description false when what it changes was changed meanwhile, so that it can only be rejected */
            fresh: boolean;
            /** @description whether the caller is behind it, and so may not approve it */
            mine: boolean;
        };
        ConfigurationCheck: {
            ok: boolean;
            problems: {
                path: string;
                message: string;
            }[];
            /** @description what works, but will surprise somebody */
            warnings: {
                path: string;
                message: string;
            }[];
        };
        /** @description The content of leasehold.yaml. A credential may be sent as { "secret": "…" } too. */
        ConfigurationDocument: {
            /** @constant */
            version: 1;
            jira: {
                /** Format: uri */
                url: string;
                /** Format: email */
                email: string;
                /** @description env:NAME or file:/path; sealed:set stands for a secret that is kept here and never shown */
                apiToken: string;
                /** @description env:NAME or file:/path; sealed:set stands for a secret that is kept here and never shown */
                webhookSecret: string;
            };
            portal: {
                project: string;
                requestTypes: {
                    access: string;
                    removal?: string | undefined;
                    change?: string | undefined;
                };
                fields: {
                    application: string;
                    accessType: string;
                    approver?: string | undefined;
                    duration?: string | undefined;
                    justification?: string | undefined;
                    subject?: string | undefined;
                    startAt?: string | undefined;
                    breakGlass?: string | undefined;
                };
                statuses: {
                    [key: string]: string[];
                };
            };
            applications?: {
                key: string;
                name: string;
                /** @enum {string} */
                connector: "okta" | "entra" | "aws" | "google" | "jira" | "confluence" | "bitbucket" | "github";
                /** Format: uri */
                url: string;
                /** @default {} */
                credentials?: {
                    [key: string]: string;
                } | undefined;
                /** Format: email */
                owner?: string | undefined;
                accessLevels?: {
                    name: string;
                    entitlements: {
                        type: string;
                        id?: string | undefined;
                        name?: string | undefined;
                        parameters?: {
                            [key: string]: string | number | boolean;
                        } | undefined;
                    }[];
                }[] | undefined;
                requestsPerSecond?: number | undefined;
                settings?: {
                    [key: string]: string | number | boolean;
                } | undefined;
            }[] | undefined;
            rules?: {
                key: string;
                application: string;
                accessLevel: string;
                when?: ({
                    request?: {
                        durationLongerThan?: (string | number) | undefined;
                        permanent?: boolean | undefined;
                        within?: {
                            /**
                             * @default [
                             *       "mon",
                             *       "tue",
                             *       "wed",
                             *       "thu",
                             *       "fri"
                             *     ]
                             */
                            days?: ("sun" | "mon" | "tue" | "wed" | "thu" | "fri" | "sat")[] | undefined;
                            from: string;
                            to: string | "24:00";
                            timeZone: string;
                        } | undefined;
                        outside?: {
                            /**
                             * @default [
                             *       "mon",
                             *       "tue",
                             *       "wed",
                             *       "thu",
                             *       "fri"
                             *     ]
                             */
                            days?: ("sun" | "mon" | "tue" | "wed" | "thu" | "fri" | "sat")[] | undefined;
                            from: string;
                            to: string | "24:00";
                            timeZone: string;
                        } | undefined;
                    } | undefined;
                } & {
                    [key: string]: ((string | number | boolean) | (string | number | boolean)[]) | {
                        oneOf?: ((string | number | boolean) | (string | number | boolean)[]) | undefined;
                        not?: ((string | number | boolean) | (string | number | boolean)[]) | undefined;
                    };
                }) | undefined;
                approval?: {
                    stages: {
                        name?: string | undefined;
                        approvers: ({
                            /** Format: email */
                            user: string;
                        } | {
                            group: string;
                        } | {
                            /** @constant */
                            manager: true;
                        } | {
                            /** @constant */
                            owner: true;
                        })[];
                        /** @default 1 */
                        require?: (number | "all") | undefined;
                        /** @default 1 */
                        denials?: number | undefined;
                        fallback?: ({
                            /** Format: email */
                            user: string;
                        } | {
                            group: string;
                        } | {
                            /** @constant */
                            manager: true;
                        } | {
                            /** @constant */
                            owner: true;
                        })[] | undefined;
                        remindAfter?: (string | number) | undefined;
                        escalateAfter?: (string | number) | undefined;
                        escalateTo?: ({
                            /** Format: email */
                            user: string;
                        } | {
                            group: string;
                        } | {
                            /** @constant */
                            manager: true;
                        } | {
                            /** @constant */
                            owner: true;
                        })[] | undefined;
                        declineAfter?: (string | number) | undefined;
                        /** @default false */
                        allowRepeatApprovers?: boolean | undefined;
                        reassignTo?: ({
                            /** Format: email */
                            user: string;
                        } | {
                            group: string;
                        } | {
                            /** @constant */
                            manager: true;
                        } | {
                            /** @constant */
                            owner: true;
                        })[] | undefined;
                    }[];
                } | undefined;
                /** @default false */
                selfApproval?: boolean | undefined;
                /**
                 * @default optional
                 * @enum {string}
                 */
                justification?: ("required" | "optional") | undefined;
                duration?: {
                    default?: (string | number) | undefined;
                    max?: (string | number) | undefined;
                    permanent?: (("forbid" | "allow") | {
                        stages: {
                            name?: string | undefined;
                            approvers: ({
                                /** Format: email */
                                user: string;
                            } | {
                                group: string;
                            } | {
                                /** @constant */
                                manager: true;
                            } | {
                                /** @constant */
                                owner: true;
                            })[];
                            /** @default 1 */
                            require?: (number | "all") | undefined;
                            /** @default 1 */
                            denials?: number | undefined;
                            fallback?: ({
                                /** Format: email */
                                user: string;
                            } | {
                                group: string;
                            } | {
                                /** @constant */
                                manager: true;
                            } | {
                                /** @constant */
                                owner: true;
                            })[] | undefined;
                            remindAfter?: (string | number) | undefined;
                            escalateAfter?: (string | number) | undefined;
                            escalateTo?: ({
                                /** Format: email */
                                user: string;
                            } | {
                                group: string;
                            } | {
                                /** @constant */
                                manager: true;
                            } | {
                                /** @constant */
                                owner: true;
                            })[] | undefined;
                            declineAfter?: (string | number) | undefined;
                            /** @default false */
                            allowRepeatApprovers?: boolean | undefined;
                            reassignTo?: ({
                                /** Format: email */
                                user: string;
                            } | {
                                group: string;
                            } | {
                                /** @constant */
                                manager: true;
                            } | {
                                /** @constant */
                                owner: true;
                            })[] | undefined;
                        }[];
                    }) | undefined;
                } | undefined;
                remindBeforeExpiry?: (string | number)[] | undefined;
                /** @default true */
                active?: boolean | undefined;
                breakGlass?: {
                    who: ({
                        /** Format: email */
                        user: string;
                    } | {
                        group: string;
                    } | {
                        /** @constant */
                        manager: true;
                    } | {
                        /** @constant */
                        owner: true;
                    })[];
                    max: string | number;
                    reviewWithin: string | number;
                } | undefined;
            }[] | undefined;
            identityProvider?: string | undefined;
            identities?: ({
                /** Format: email */
                email: string;
                jira?: string | undefined;
            } & {
                [key: string]: string;
            })[] | undefined;
            roles?: {
                key: string;
                name: string;
                includes: {
                    application: string;
                    accessLevel: string;
                }[];
                birthright?: {
                    [key: string]: ((string | number | boolean) | (string | number | boolean)[]) | {
                        oneOf?: ((string | number | boolean) | (string | number | boolean)[]) | undefined;
                        not?: ((string | number | boolean) | (string | number | boolean)[]) | undefined;
                    };
                } | undefined;
            }[] | undefined;
            /** @default [] */
            notifications?: ({
                /** @description env:NAME or file:/path; sealed:set stands for a secret that is kept here and never shown */
                slack: string;
                events?: ("request" | "request.waiting" | "request.reminded" | "request.escalated" | "request.counted" | "request.decided" | "request.failed" | "access" | "access.given" | "access.endsSoon" | "access.extended" | "access.ended" | "access.stuck" | "breakGlass" | "breakGlass.reminded" | "breakGlass.overdue" | "breakGlass.reviewed")[] | undefined;
            } | {
                /** Format: uri */
                webhook: string;
                /** @description env:NAME or file:/path; sealed:set stands for a secret that is kept here and never shown */
                secret: string;
                events?: ("request" | "request.waiting" | "request.reminded" | "request.escalated" | "request.counted" | "request.decided" | "request.failed" | "access" | "access.given" | "access.endsSoon" | "access.extended" | "access.ended" | "access.stuck" | "breakGlass" | "breakGlass.reminded" | "breakGlass.overdue" | "breakGlass.reviewed")[] | undefined;
            })[] | undefined;
            auth?: {
                oidc: {
                    /** Format: uri */
                    issuer: string;
                    clientId: string;
                    /** @description env:NAME or file:/path; sealed:set stands for a secret that is kept here and never shown */
                    clientSecret?: string | undefined;
                    scopes?: string[] | undefined;
                    roleClaims: {
                        [key: string]: {
                            [key: string]: "admin" | "operator" | "auditor" | "owner" | "approver";
                        };
                    };
                };
                session?: {
                    idle?: (string | number) | undefined;
                    max?: (string | number) | undefined;
                } | undefined;
            } | undefined;
            separationOfDuties?: {
                name: string;
                conflicting: {
                    application: string;
                    accessLevel: string;
                }[];
                effect: "deny" | {
                    stages: {
                        name?: string | undefined;
                        approvers: ({
                            /** Format: email */
                            user: string;
                        } | {
                            group: string;
                        } | {
                            /** @constant */
                            manager: true;
                        } | {
                            /** @constant */
                            owner: true;
                        })[];
                        /** @default 1 */
                        require?: (number | "all") | undefined;
                        /** @default 1 */
                        denials?: number | undefined;
                        fallback?: ({
                            /** Format: email */
                            user: string;
                        } | {
                            group: string;
                        } | {
                            /** @constant */
                            manager: true;
                        } | {
                            /** @constant */
                            owner: true;
                        })[] | undefined;
                        remindAfter?: (string | number) | undefined;
                        escalateAfter?: (string | number) | undefined;
                        escalateTo?: ({
                            /** Format: email */
                            user: string;
                        } | {
                            group: string;
                        } | {
                            /** @constant */
                            manager: true;
                        } | {
                            /** @constant */
                            owner: true;
                        })[] | undefined;
                        declineAfter?: (string | number) | undefined;
                        /** @default false */
                        allowRepeatApprovers?: boolean | undefined;
                        reassignTo?: ({
                            /** Format: email */
                            user: string;
                        } | {
                            group: string;
                        } | {
                            /** @constant */
                            manager: true;
                        } | {
                            /** @constant */
                            owner: true;
                        })[] | undefined;
                    }[];
                };
            }[] | undefined;
            admins?: (({
                /** Format: email */
                user: string;
            } | {
                group: string;
            } | {
                /** @constant */
                manager: true;
            } | {
                /** @constant */
                owner: true;
            }) | string)[] | undefined;
            delegates?: {
                /** Format: email */
                from: string;
                /** Format: email */
                to: string;
                /** Format: date-time */
                start: string;
                /** Format: date-time */
                end: string;
            }[] | undefined;
            /** @enum {string} */
            changeControl?: "secondPerson" | undefined;
            schedules?: {
                [key: string]: string | number;
            } | undefined;
            birthrightGuard?: {
                share?: (string | number) | undefined;
                /** @default 5 */
                atLeast?: number | undefined;
            } | undefined;
        };
        ConnectionTest: {
            ok: boolean;
            /** @description in the order in which a person would mend them */
            checks: {
                name: string;
                ok: boolean;
                detail: string;
            }[];
        };
        Connector: {
            /**
             * @description as `connector` of an application
             * @enum {string}
             */
            kind: "okta" | "entra" | "aws" | "google" | "jira" | "confluence" | "bitbucket" | "github";
            name: string;
            url: {
                label: string;
                help: string;
                example: string;
                /** @description the address that most have */
                usual?: string | undefined;
            };
            /** @description whatever the way to sign in */
            fields: components["schemas"]["ConnectorField"][];
            /** @description ways to sign in: one is enough */
            signIn: {
                label: string;
                help: string;
                fields: components["schemas"]["ConnectorField"][];
            }[];
            entitlementTypes: components["schemas"]["ConnectorEntitlementType"][];
            can: {
                suspend: boolean;
                endSessions: boolean;
                /** @description can be the identity provider */
                profile: boolean;
                /** @description lists everybody, as birthrights need it */
                listSubjects: boolean;
            };
            /** @description the system whose account ids people have here too */
            accountsOf?: string | undefined;
        };
        ConnectorEntitlementType: {
            type: string;
            label: string;
            parameters: {
                name: string;
                label: string;
                needed: boolean;
                /** @description all values that there are; the first is meant when none is given */
                choices?: string[] | undefined;
            }[];
            /** @description whether others are taken too */
            moreParameters?: boolean | undefined;
        };
        ConnectorField: {
            name: string;
            /** @description where the application may have it, the usual place first */
            places: ("credentials" | "settings")[];
            label: string;
            /** @description what it is, and where to find or make it */
            help: string;
            example?: string | undefined;
            needed: boolean;
            secret: boolean;
            multiline?: boolean | undefined;
            /** @description all values that there are; the first is meant when none is given */
            choices?: string[] | undefined;
        };
        Decision: {
            stage: number;
            /** @enum {string} */
            decision: "approve" | "deny";
            by: string;
            at: components["schemas"]["Instant"];
            /** @enum {string} */
            channel: "jira" | "api";
            comment?: string | undefined;
            /** @description the planned approver, for a delegate */
            inPlaceOf?: string | undefined;
        };
        Difference: {
            /** @description rules[okta-admin].duration.max: entries by their key or name where they have one */
            path: string;
            /** @enum {string} */
            kind: "added" | "removed" | "changed" | "moved";
            before?: unknown | undefined;
            after?: unknown | undefined;
        };
        Finding: {
            /** @description what was looked at */
            name: string;
            ok: boolean;
            /** @description what was found */
            detail: string;
            /** @description what to do; null when it is well */
            mend: string | null;
            /** @description the page to do it on */
            link: string | null;
        };
        FoundEntitlements: {
            /** @description the types that the system has at all */
            types: string[];
            items: {
                type: string;
                id: string;
                name: string;
                description?: string | undefined;
                /** @description to go into the configuration with it */
                parameters?: {
                    [key: string]: string;
                } | undefined;
            }[];
            nextCursor: string | null;
        };
        Grant: {
            /** @description <application>/<subject>/<access level> */
            id: string;
            application: string;
            subject: string;
            accessLevel: string;
            /** @enum {string} */
            state: "pending" | "active" | "ended";
            since: components["schemas"]["Instant"] | null;
            /** @description null while a lease on it lasts until revoked */
            expiresAt: components["schemas"]["Instant"] | null;
            leases: components["schemas"]["Lease"][];
        };
        GrantedEntitlement: {
            type: string;
            id?: string | undefined;
            name?: string | undefined;
            parameters?: {
                [key: string]: string;
            } | undefined;
        };
        /**
         * Format: date-time
         * @description ISO 8601, in UTC
         */
        Instant: string;
        Lease: {
            id: string;
            grantId: string;
            /** @description an issue key, or birthright/<role>/<e-mail> */
            requestKey: string;
            /** @enum {string} */
            state: "pending" | "live" | "ended";
            entitlements: components["schemas"]["GrantedEntitlement"][];
            rule: string;
            revision: number;
            durationMs: number | null;
            maxDurationMs: number | null;
            startedAt: components["schemas"]["Instant"] | null;
            expiresAt: components["schemas"]["Instant"] | null;
            endedAt: components["schemas"]["Instant"] | null;
            endReason: ("expired" | "revoked" | "removed" | "replaced" | "failed" | "lapsed") | null;
            endedBy: string | null;
            /** @description in the words of who ended it; empty: nobody said why */
            endedBecause?: (string | null) | undefined;
        };
        Me: {
            /** @description e-mail address of a person, name of a token */
            name: string;
            displayName: string | null;
            /** @enum {string} */
            role: "admin" | "operator" | "auditor" | "owner" | "approver";
            /** @description keys of the applications that I own */
            applications: string[];
            /** @description each action that I may do, and whether for everything or for what is mine */
            permissions: {
                [key: string]: "any" | "own";
            };
            /** @description for the header X-CSRF-Token; null for a token, which needs none */
            csrfToken: string | null;
            /** @description when I am signed out, if I do nothing more; null for a token */
            expiresAt: components["schemas"]["Instant"] | null;
        };
        MyGrant: {
            /** @description <application>/<subject>/<access level> */
            id: string;
            application: string;
            subject: string;
            accessLevel: string;
            /** @enum {string} */
            state: "pending" | "active" | "ended";
            since: components["schemas"]["Instant"] | null;
            /** @description null while a lease on it lasts until revoked */
            expiresAt: components["schemas"]["Instant"] | null;
            leases: components["schemas"]["Lease"][];
            applicationName: string;
            /** @description null for what cannot be extended, because it lasts until it is revoked or has not begun */
            until: {
                /** @description the rule’s max, counted from the beginning; null: no limit */
                latest: string | null;
            } | null;
        };
        NewApiToken: {
            id: string;
            name: string;
            /** @enum {string} */
            role: "admin" | "operator" | "auditor" | "owner" | "approver";
            /** @description for owners: the keys of the applications it is for */
            applications: string[];
            createdBy: string;
            createdAt: components["schemas"]["Instant"];
            expiresAt: components["schemas"]["Instant"];
            /** @description to the minute */
            lastUsedAt: components["schemas"]["Instant"] | null;
            revokedAt: components["schemas"]["Instant"] | null;
            revokedBy: string | null;
            /** @description shown this once */
            token: string;
        };
        Overview: {
            requests: {
                /** @description for anybody’s decision */
                waiting: number;
                /** @description for mine */
                waitingForMe: number;
                /** @description until somebody mends what is wrong */
                failed: number;
            };
            /** @description null for whoever may not see grants */
            grants: {
                active: number;
                /** @description being given */
                pending: number;
                /** @description within a day */
                expiringSoon: number;
                /** @description the end of that day, to list them by */
                expiresBefore: components["schemas"]["Instant"];
            } | null;
            /** @description null for whoever may not see all of them */
            revocations: {
                running: number;
            } | null;
            reviews: {
                /** @description open or overdue, and mine to decide */
                open: number;
            };
            /** @description of the configuration, waiting for a second person; null for whoever may not see them */
            changes: {
                pending: number;
            } | null;
            /** @description which steps are done; null for whoever may not see the configuration */
            setUp: {
                /** @description there is one */
                application: boolean;
                /** @description one has a level */
                accessLevel: boolean;
                /** @description there is one */
                rule: boolean;
                /** @description its check has found nothing wrong, or requests come from it */
                portal: boolean;
                /** @description one has come */
                request: boolean;
                /** @description where people ask for access */
                portalUrl: string;
            } | null;
        };
        PlanSummary: {
            /** @enum {string} */
            outcome: "planned" | "declined";
            rule: string | null;
            reason: string | null;
            stages: {
                name: string;
                require: number | "all";
                /** @description as the configuration names them */
                approvers: string[];
            }[];
            durationMs: number | null;
            duration: string | null;
            breakGlass: boolean;
        };
        Portal: {
            project: string;
            requestTypes: {
                access: string;
                removal?: string | undefined;
                change?: string | undefined;
            };
            fields: {
                application: string;
                accessType: string;
                approver?: string | undefined;
                duration?: string | undefined;
                justification?: string | undefined;
                subject?: string | undefined;
                startAt?: string | undefined;
                breakGlass?: string | undefined;
            };
            statuses: {
                [key: string]: string[];
            };
        };
        PortalChoices: {
            /** @description service projects */
            projects: {
                key: string;
                name: string;
            }[];
            /** @description of the project that was asked for */
            requestTypes: {
                id: string;
                name: string;
                inPortal: boolean;
            }[];
            /** @description those of its workflows, by name */
            statuses: string[];
            fields: {
                id: string;
                name: string;
                /** @description option, user, array of user, string, … */
                type: string;
                custom: boolean;
            }[];
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            /** @description a sentence: what happened, and what to do */
            detail: string;
            code: string;
            /** @description names this answer in the log */
            instance: string;
            /** @description each thing that is wrong, and where */
            problems?: {
                path: string;
                message: string;
                /** @description of a document that came as text; from 1 */
                line?: number | undefined;
                column?: number | undefined;
            }[] | undefined;
        } & {
            [key: string]: unknown;
        };
        Readiness: {
            ok: boolean;
            database: boolean;
            temporal: boolean;
            configuration: boolean;
            workers: boolean;
        };
        Reconciliation: {
            id: string;
            /** @enum {string} */
            state: "planning" | "running" | "done" | "failed";
            /** @description null on its Schedule */
            by: string | null;
            dryRun: boolean;
            force: boolean;
            restore: string[];
            createdAt: components["schemas"]["Instant"];
            finishedAt: components["schemas"]["Instant"] | null;
            /** @description why it failed: nothing was given or taken */
            detail: string | null;
            /** @description how many the identity provider listed */
            people: number;
            /** @description too many would lose it at once, so nobody does */
            heldBack: {
                /** @description null: all of them together */
                role: string | null;
                losing: number;
                holders: number;
                because: string;
            }[];
            /** @description people match, and it is not given all the same */
            withheld: {
                role: string;
                application: string;
                accessLevel: string;
                because: string;
                people: number;
                /** @description the first of them */
                subjects: string[];
            }[];
            total: number;
            given: number;
            taken: number;
            failed: number;
            stuck: number;
            waiting: number;
            items: components["schemas"]["ReconciliationItem"][];
        };
        ReconciliationItem: {
            position: number;
            /** @enum {string} */
            action: "give" | "take";
            role: string;
            subject: string;
            application: string;
            accessLevel: string;
            because: string;
            /** @description which gives it; null of what is taken */
            rule: string | null;
            /**
             * @description planned: of a dry run, or held back; stuck: not confirmed yet, and tried until it is
             * @enum {string}
             */
            state: "planned" | "waiting" | "done" | "failed" | "stuck";
            /** @description why it failed, is stuck or is held back */
            detail: string | null;
        };
        ReconciliationRow: {
            id: string;
            /** @enum {string} */
            state: "planning" | "running" | "done" | "failed";
            /** @description null on its Schedule */
            by: string | null;
            dryRun: boolean;
            force: boolean;
            restore: string[];
            createdAt: components["schemas"]["Instant"];
            finishedAt: components["schemas"]["Instant"] | null;
            /** @description why it failed: nothing was given or taken */
            detail: string | null;
            /** @description how many the identity provider listed */
            people: number;
            /** @description too many would lose it at once, so nobody does */
            heldBack: {
                /** @description null: all of them together */
                role: string | null;
                losing: number;
                holders: number;
                because: string;
            }[];
            /** @description people match, and it is not given all the same */
            withheld: {
                role: string;
                application: string;
                accessLevel: string;
                because: string;
                people: number;
                /** @description the first of them */
                subjects: string[];
            }[];
            total: number;
            given: number;
            taken: number;
            failed: number;
            stuck: number;
            waiting: number;
        };
        /** @description where to look is in Location */
        ReconciliationStarted: {
            id: string;
        };
        Replay: {
            /** @description requests there are */
            total: number;
            replayed: number;
            /** @description made before it was kept what they asked */
            unknown: number;
            differing: number;
            /** @description newest first, at most 5000 */
            items: {
                key: string;
                kind: string;
                subject: string;
                application: string | null;
                accessLevel: string | null;
                /**
                 * @description of the subject, as they were then, or are now where nobody read them then
                 * @enum {string}
                 */
                attributes: "then" | "now" | "unknown" | "none";
                before: components["schemas"]["PlanSummary"];
                after: components["schemas"]["PlanSummary"];
                differs: ("outcome" | "rule" | "reason" | "stages" | "duration" | "breakGlass")[];
            }[];
        };
        Request: {
            key: string;
            issueId: string;
            /** @enum {string} */
            kind: "access" | "removal" | "change";
            requester: string | null;
            subject: string | null;
            application: string | null;
            accessLevel: string | null;
            state: components["schemas"]["RequestState"];
            /** @description one sentence: why it is in this state */
            reason: string | null;
            rule: string | null;
            revision: number | null;
            stages: components["schemas"]["RequestStage"][];
            decisions: components["schemas"]["Decision"][];
            grantId: string | null;
            grantIds: string[];
            expiresAt: components["schemas"]["Instant"] | null;
            /** @description how long it lasts from when it is given; null: until it is revoked */
            durationMs?: (number | null) | undefined;
            justification: string | null;
            workflowId: string;
            runId: string;
            /** @description counts what its run has remembered */
            version?: number | undefined;
            /** @description the review after break glass */
            review?: {
                id: string;
                dueAt: components["schemas"]["Instant"];
                reviewers: string[];
                verdict: ("keep" | "revoke") | null;
            } | undefined;
            createdAt?: components["schemas"]["Instant"] | undefined;
            updatedAt?: components["schemas"]["Instant"] | undefined;
            /** @description oldest first */
            timeline: components["schemas"]["TimelineEntry"][];
            links: {
                jira: string;
                temporal: string;
            };
        };
        RequestStage: {
            name: string;
            /** @enum {string} */
            state: "waiting" | "open" | "approved" | "denied" | "skipped";
            approvers: {
                email: string;
                displayName?: string | undefined;
                /** @description how they come to be asked: user, owner, manager, group … */
                via: string;
            }[];
            /** @description how many approvals end it well */
            require: number;
            openedAt?: components["schemas"]["Instant"] | undefined;
        };
        /** @enum {string} */
        RequestState: "received" | "awaiting_approval" | "approved" | "provisioning" | "active" | "denied" | "declined" | "withdrawn" | "failed" | "revoked" | "expired";
        RequestSummary: {
            key: string;
            issueId: string;
            /** @enum {string} */
            kind: "access" | "removal" | "change";
            requester: string | null;
            subject: string | null;
            application: string | null;
            accessLevel: string | null;
            state: components["schemas"]["RequestState"];
            /** @description one sentence: why it is in this state */
            reason: string | null;
            rule: string | null;
            revision: number | null;
            stages: components["schemas"]["RequestStage"][];
            decisions: components["schemas"]["Decision"][];
            grantId: string | null;
            grantIds: string[];
            expiresAt: components["schemas"]["Instant"] | null;
            /** @description how long it lasts from when it is given; null: until it is revoked */
            durationMs?: (number | null) | undefined;
            justification: string | null;
            workflowId: string;
            runId: string;
            /** @description counts what its run has remembered */
            version?: number | undefined;
            /** @description the review after break glass */
            review?: {
                id: string;
                dueAt: components["schemas"]["Instant"];
                reviewers: string[];
                verdict: ("keep" | "revoke") | null;
            } | undefined;
            createdAt?: components["schemas"]["Instant"] | undefined;
            updatedAt?: components["schemas"]["Instant"] | undefined;
        };
        Review: {
            id: string;
            /** @enum {string} */
            kind: "breakGlass";
            /** @enum {string} */
            state: "open" | "overdue" | "closed";
            requestKey: string | null;
            reviewers: string[];
            /** @description why the access was asked for */
            reason: string | null;
            openedAt: components["schemas"]["Instant"];
            dueAt: components["schemas"]["Instant"];
            closedAt: components["schemas"]["Instant"] | null;
            items: {
                id: string;
                grantId: string;
                subject: string;
                application: string;
                accessLevel: string;
                verdict: ("keep" | "revoke") | null;
                by: string | null;
                at: components["schemas"]["Instant"] | null;
                comment: string | null;
            }[];
        };
        Revision: {
            revision: number;
            author: string;
            note: string | null;
            createdAt: components["schemas"]["Instant"];
            document: components["schemas"]["ConfigurationDocument"];
            /** @description from the revision before */
            differences: components["schemas"]["Difference"][];
        };
        RevisionSummary: {
            revision: number;
            author: string;
            note: string | null;
            createdAt: components["schemas"]["Instant"];
        };
        Revocation: {
            id: string;
            /** @enum {string} */
            state: "running" | "done";
            reason: string;
            by: string;
            suspendSubject: string | null;
            createdAt: components["schemas"]["Instant"];
            total: number;
            revoked: number;
            failed: number;
            items: {
                grantId: string;
                /** @enum {string} */
                state: "waiting" | "revoked" | "failed";
                detail: string | null;
            }[];
        };
        RevocationOrder: {
            grantIds?: string[] | undefined;
            subject?: string | undefined;
            application?: string | undefined;
            accessLevel?: string | undefined;
            reason: string;
            /** @default false */
            dryRun?: boolean | undefined;
            /** @default false */
            suspendSubject?: boolean | undefined;
        };
        RevocationPlan: {
            total: number;
            items: components["schemas"]["Grant"][];
        };
        RevocationStarted: {
            id: string;
            total: number;
        };
        Rule: {
            key: string;
            application: string;
            accessLevel: string;
            when?: ({
                request?: {
                    durationLongerThan?: (string | number) | undefined;
                    permanent?: boolean | undefined;
                    within?: {
                        /**
                         * @default [
                         *       "mon",
                         *       "tue",
                         *       "wed",
                         *       "thu",
                         *       "fri"
                         *     ]
                         */
                        days?: ("sun" | "mon" | "tue" | "wed" | "thu" | "fri" | "sat")[] | undefined;
                        from: string;
                        to: string | "24:00";
                        timeZone: string;
                    } | undefined;
                    outside?: {
                        /**
                         * @default [
                         *       "mon",
                         *       "tue",
                         *       "wed",
                         *       "thu",
                         *       "fri"
                         *     ]
                         */
                        days?: ("sun" | "mon" | "tue" | "wed" | "thu" | "fri" | "sat")[] | undefined;
                        from: string;
                        to: string | "24:00";
                        timeZone: string;
                    } | undefined;
                } | undefined;
            } & {
                [key: string]: ((string | number | boolean) | (string | number | boolean)[]) | {
                    oneOf?: ((string | number | boolean) | (string | number | boolean)[]) | undefined;
                    not?: ((string | number | boolean) | (string | number | boolean)[]) | undefined;
                };
            }) | undefined;
            approval?: {
                stages: {
                    name?: string | undefined;
                    approvers: ({
                        /** Format: email */
                        user: string;
                    } | {
                        group: string;
                    } | {
                        /** @constant */
                        manager: true;
                    } | {
                        /** @constant */
                        owner: true;
                    })[];
                    /** @default 1 */
                    require?: (number | "all") | undefined;
                    /** @default 1 */
                    denials?: number | undefined;
                    fallback?: ({
                        /** Format: email */
                        user: string;
                    } | {
                        group: string;
                    } | {
                        /** @constant */
                        manager: true;
                    } | {
                        /** @constant */
                        owner: true;
                    })[] | undefined;
                    remindAfter?: (string | number) | undefined;
                    escalateAfter?: (string | number) | undefined;
                    escalateTo?: ({
                        /** Format: email */
                        user: string;
                    } | {
                        group: string;
                    } | {
                        /** @constant */
                        manager: true;
                    } | {
                        /** @constant */
                        owner: true;
                    })[] | undefined;
                    declineAfter?: (string | number) | undefined;
                    /** @default false */
                    allowRepeatApprovers?: boolean | undefined;
                    reassignTo?: ({
                        /** Format: email */
                        user: string;
                    } | {
                        group: string;
                    } | {
                        /** @constant */
                        manager: true;
                    } | {
                        /** @constant */
                        owner: true;
                    })[] | undefined;
                }[];
            } | undefined;
            /** @default false */
            selfApproval?: boolean | undefined;
            /**
             * @default optional
             * @enum {string}
             */
            justification?: ("required" | "optional") | undefined;
            duration?: {
                default?: (string | number) | undefined;
                max?: (string | number) | undefined;
                permanent?: (("forbid" | "allow") | {
                    stages: {
                        name?: string | undefined;
                        approvers: ({
                            /** Format: email */
                            user: string;
                        } | {
                            group: string;
                        } | {
                            /** @constant */
                            manager: true;
                        } | {
                            /** @constant */
                            owner: true;
                        })[];
                        /** @default 1 */
                        require?: (number | "all") | undefined;
                        /** @default 1 */
                        denials?: number | undefined;
                        fallback?: ({
                            /** Format: email */
                            user: string;
                        } | {
                            group: string;
                        } | {
                            /** @constant */
                            manager: true;
                        } | {
                            /** @constant */
                            owner: true;
                        })[] | undefined;
                        remindAfter?: (string | number) | undefined;
                        escalateAfter?: (string | number) | undefined;
                        escalateTo?: ({
                            /** Format: email */
                            user: string;
                        } | {
                            group: string;
                        } | {
                            /** @constant */
                            manager: true;
                        } | {
                            /** @constant */
                            owner: true;
                        })[] | undefined;
                        declineAfter?: (string | number) | undefined;
                        /** @default false */
                        allowRepeatApprovers?: boolean | undefined;
                        reassignTo?: ({
                            /** Format: email */
                            user: string;
                        } | {
                            group: string;
                        } | {
                            /** @constant */
                            manager: true;
                        } | {
                            /** @constant */
                            owner: true;
                        })[] | undefined;
                    }[];
                }) | undefined;
            } | undefined;
            remindBeforeExpiry?: (string | number)[] | undefined;
            /** @default true */
            active?: boolean | undefined;
            breakGlass?: {
                who: ({
                    /** Format: email */
                    user: string;
                } | {
                    group: string;
                } | {
                    /** @constant */
                    manager: true;
                } | {
                    /** @constant */
                    owner: true;
                })[];
                max: string | number;
                reviewWithin: string | number;
            } | undefined;
        };
        SignedOut: {
            /** @description where the provider ends its own session too */
            endSessionUrl: string | null;
        };
        Simulation: {
            /** @enum {string} */
            outcome: "planned" | "declined";
            title: string | null;
            rule: string | null;
            revision: number;
            /** @description why it would be declined */
            reason: string | null;
            stages: {
                name: string;
                require: number;
                approvers: {
                    email: string;
                    displayName?: string | undefined;
                    via: string;
                }[];
            }[];
            durationMs: number | null;
            /** @description the duration in words; null lasts until revoked */
            expiresAfter: string | null;
            conflicts: {
                duty: string;
                wanted: string;
                held: string;
                /**
                 * @description where the other level was found
                 * @enum {string}
                 */
                found?: ("asked" | "lease" | "provider") | undefined;
            }[];
            /** @description rule by rule */
            explanation: {
                rule: string;
                matched: boolean;
                because: string;
            }[];
        };
        TimelineEntry: {
            at: components["schemas"]["Instant"];
            actor: string;
            action: string;
            reason: string | null;
            details: {
                [key: string]: unknown;
            } | null;
        };
    };
    responses: {
        /** @description The request is malformed (LH_BAD_REQUEST) */
        Problem400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Authentication is required (LH_UNAUTHENTICATED) */
        Problem401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description You may not do this (LH_FORBIDDEN) */
        Problem403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not found (LH_NOT_FOUND) */
        Problem404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The current state does not allow this (LH_CONFLICT) */
        Problem409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Someone else changed it in the meantime (LH_CHANGED_MEANWHILE) */
        Problem412: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is too large (LH_TOO_LARGE) */
        Problem413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The media type of the body is not supported (LH_UNSUPPORTED_MEDIA) */
        Problem415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The document is invalid (LH_INVALID); The Idempotency-Key belongs to another request (LH_KEY_REUSED) */
        Problem422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description If-Match is required (LH_PRECONDITION_REQUIRED) */
        Problem428: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many requests (LH_TOO_MANY_REQUESTS) */
        Problem429: {
            headers: {
                /** @description seconds */
                "Retry-After": string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Internal error in Leasehold (LH_INTERNAL) */
        Problem500: {
            headers: {
                /** @description seconds */
                "Retry-After": string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description A required service is unavailable (LH_UNAVAILABLE) */
        Problem503: {
            headers: {
                /** @description seconds */
                "Retry-After": string;
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAuthLogin: {
        parameters: {
            query?: {
                /** @description a path of ours, for afterwards */
                returnTo?: string | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description On to the provider */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed (LH_BAD_REQUEST) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description what has to be set up, for people */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description Too many requests (LH_TOO_MANY_REQUESTS) */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description Internal error in Leasehold (LH_INTERNAL) */
            500: {
                headers: {
                    /** @description seconds */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description A required service is unavailable (LH_UNAVAILABLE) */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
        };
    };
    getAuthCallback: {
        parameters: {
            query?: {
                code?: string | undefined;
                state?: string | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed in, and on to where the person wanted to go */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is malformed (LH_BAD_REQUEST) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description why not, for the person */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Not found (LH_NOT_FOUND) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description Too many requests (LH_TOO_MANY_REQUESTS) */
            429: {
                headers: {
                    /** @description seconds */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description Internal error in Leasehold (LH_INTERNAL) */
            500: {
                headers: {
                    /** @description seconds */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
            /** @description A required service is unavailable (LH_UNAVAILABLE) */
            503: {
                headers: {
                    /** @description seconds */
                    "Retry-After": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                    "text/html": string;
                };
            };
        };
    };
    postAuthLogout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedOut"];
                };
            };
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAuthLocal: {
        parameters: {
            query?: {
                returnTo?: string | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description the people */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            400: components["responses"]["Problem400"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postAuthLocal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    as: string;
                    returnTo?: string | undefined;
                };
            };
        };
        responses: {
            /** @description Signed in */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getOverview: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getEvents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description each event, until the caller goes away */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": {
                        /** @enum {string} */
                        event: "ready" | "reset" | "request" | "grant" | "revocation" | "configuration";
                        /** @description JSON */
                        data: string;
                        /** @description for Last-Event-ID; progress has none */
                        id?: string | undefined;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getRequests: {
        parameters: {
            query?: {
                state?: components["schemas"]["RequestState"] | undefined;
                application?: string | undefined;
                subject?: string | undefined;
                /** @description only those that wait for this person’s decision */
                waitingFor?: string | undefined;
                /** @description nextCursor of the page before */
                cursor?: string | undefined;
                /** @description 50 unless given */
                limit?: number | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RequestSummary"][];
                        /** @description null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getRequestsByKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description the issue’s key */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postRequestsByKeyDecisions: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path: {
                /** @description the issue’s key */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    decision: "approve" | "deny";
                    comment?: string | undefined;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postRequestsByKeyReassignment: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path: {
                /** @description the issue’s key */
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    to: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Request"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postRequestsByKeyRetry: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path: {
                /** @description the issue’s key */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        outcome: "accepted";
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postSimulations: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    subject: string;
                    application: string;
                    accessLevel?: string | undefined;
                    duration?: string | undefined;
                    justification?: string | undefined;
                    /** @description not saved yet: stands in for the saved rule of its key, or before all others */
                    rule?: components["schemas"]["Rule"] | undefined;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Simulation"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postSimulationsReplay: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConfigurationDocument"];
                "application/yaml": string;
            };
        } | undefined;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replay"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getGrants: {
        parameters: {
            query?: {
                subject?: string | undefined;
                application?: string | undefined;
                accessLevel?: string | undefined;
                state?: ("pending" | "active" | "ended") | undefined;
                /** @description only what ends before this instant */
                expiresBefore?: string | undefined;
                /** @description nextCursor of the page before */
                cursor?: string | undefined;
                /** @description 50 unless given */
                limit?: number | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Grant"][];
                        /** @description null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postGrantsByIdExtension: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path: {
                /** @description <application>/<subject>/<access level>, with or without encoded slashes */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 8h, 7d, P30D */
                    duration: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getGrantsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description <application>/<subject>/<access level>, with or without encoded slashes */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getMyAccess: {
        parameters: {
            query?: {
                state?: ("pending" | "active" | "ended") | undefined;
                /** @description nextCursor of the page before */
                cursor?: string | undefined;
                /** @description 50 unless given */
                limit?: number | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["MyGrant"][];
                        /** @description null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postMyAccessByIdExtension: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path: {
                /** @description <application>/<subject>/<access level> */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description 8h, 7d, P30D; counted from now */
                    duration: string;
                    justification?: string | undefined;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Grant"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postMyAccessByIdRevocation: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path: {
                /** @description <application>/<subject>/<access level> */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default Given up. */
                    reason?: string | undefined;
                };
            };
        } | undefined;
        responses: {
            /** @description Done */
            202: {
                headers: {
                    /** @description where the progress is told */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevocationStarted"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postRevocations: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevocationOrder"];
            };
        };
        responses: {
            /** @description a dry run: what would be taken away */
            200: {
                headers: {
                    /** @description where the progress is told */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevocationPlan"];
                };
            };
            /** @description Done */
            202: {
                headers: {
                    /** @description where the progress is told */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RevocationStarted"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getRevocationsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revocation"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getReviews: {
        parameters: {
            query?: {
                state?: ("open" | "overdue" | "closed") | undefined;
                /** @description nextCursor of the page before */
                cursor?: string | undefined;
                /** @description 50 unless given */
                limit?: number | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Review"][];
                        /** @description null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getReviewsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postReviewsByIdItemsByItemDecision: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path: {
                id: string;
                item: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    decision: "keep" | "revoke";
                    comment?: string | undefined;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Review"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getBirthrightsReconciliations: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string | undefined;
                /** @description 50 unless given */
                limit?: number | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ReconciliationRow"][];
                        /** @description null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postBirthrightsReconciliations: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default false */
                    dryRun?: boolean | undefined;
                    /**
                     * @description take also from so many at once that it would be held back
                     * @default false
                     */
                    force?: boolean | undefined;
                    /** @description who gets again what somebody ended */
                    restore?: string[] | undefined;
                };
            };
        } | undefined;
        responses: {
            /** @description a dry run: what would be given and taken, and why */
            200: {
                headers: {
                    /** @description where it is told what came of it */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
            /** @description where to look is in Location */
            202: {
                headers: {
                    /** @description where it is told what came of it */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciliationStarted"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getBirthrightsReconciliationsById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getConnectors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Connector"][];
                    };
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getApplications: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string | undefined;
                /** @description 50 unless given */
                limit?: number | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the version of what is shown, for If-Match */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Application"][];
                        /** @description null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postApplications: {
        parameters: {
            query?: {
                /** @description why; kept with the revision */
                note?: string | undefined;
            } | undefined;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ApplicationToSave"];
            };
        } | undefined;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description kept as a pending change, which a second person must approve */
            202: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationChange"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getApplicationsByKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the version of what is shown, for If-Match */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putApplicationsByKey: {
        parameters: {
            query?: {
                /** @description why; kept with the revision */
                note?: string | undefined;
            } | undefined;
            header: {
                /** @description the ETag of what was seen, or * to overwrite whatever is there */
                "If-Match": string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ApplicationToSave"];
            };
        } | undefined;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description kept as a pending change, which a second person must approve */
            202: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationChange"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteApplicationsByKey: {
        parameters: {
            query?: {
                /** @description why; kept with the revision */
                note?: string | undefined;
            } | undefined;
            header: {
                /** @description the ETag of what was seen, or * to overwrite whatever is there */
                "If-Match": string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description kept as a pending change, which a second person must approve */
            202: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationChange"];
                };
            };
            /** @description Removed */
            204: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            422: components["responses"]["Problem422"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postApplicationsByKeyTest: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionTest"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getApplicationsByKeyEntitlements: {
        parameters: {
            query?: {
                /** @description part of a name or id */
                search?: string | undefined;
                /** @description entitlement type, e.g. group */
                type?: string | undefined;
                /** @description nextCursor of the page before */
                cursor?: string | undefined;
                /** @description 50 unless given */
                limit?: number | undefined;
            } | undefined;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundEntitlements"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postApplicationsTest: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ApplicationToSave"];
            };
        } | undefined;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionTest"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postApplicationsEntitlements: {
        parameters: {
            query?: {
                /** @description part of a name or id */
                search?: string | undefined;
                /** @description entitlement type, e.g. group */
                type?: string | undefined;
                /** @description nextCursor of the page before */
                cursor?: string | undefined;
                /** @description 50 unless given */
                limit?: number | undefined;
            } | undefined;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ApplicationToSave"];
            };
        } | undefined;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundEntitlements"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getRules: {
        parameters: {
            query?: {
                application?: string | undefined;
                /** @description nextCursor of the page before */
                cursor?: string | undefined;
                /** @description 50 unless given */
                limit?: number | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the version of what is shown, for If-Match */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Rule"][];
                        /** @description null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postRules: {
        parameters: {
            query?: {
                /** @description why; kept with the revision */
                note?: string | undefined;
                /** @description key of the rule that it is put before */
                before?: string | undefined;
            } | undefined;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Rule"];
            };
        } | undefined;
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description kept as a pending change, which a second person must approve */
            202: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationChange"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putRulesOrder: {
        parameters: {
            query?: {
                /** @description why; kept with the revision */
                note?: string | undefined;
            } | undefined;
            header: {
                /** @description the ETag of what was seen, or * to overwrite whatever is there */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description every key, once */
                    keys: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: string[];
                    };
                };
            };
            /** @description kept as a pending change, which a second person must approve */
            202: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationChange"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getRulesByKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the version of what is shown, for If-Match */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putRulesByKey: {
        parameters: {
            query?: {
                /** @description why; kept with the revision */
                note?: string | undefined;
            } | undefined;
            header: {
                /** @description the ETag of what was seen, or * to overwrite whatever is there */
                "If-Match": string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Rule"];
            };
        } | undefined;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description kept as a pending change, which a second person must approve */
            202: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationChange"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteRulesByKey: {
        parameters: {
            query?: {
                /** @description why; kept with the revision */
                note?: string | undefined;
            } | undefined;
            header: {
                /** @description the ETag of what was seen, or * to overwrite whatever is there */
                "If-Match": string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description kept as a pending change, which a second person must approve */
            202: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationChange"];
                };
            };
            /** @description Removed */
            204: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            412: components["responses"]["Problem412"];
            422: components["responses"]["Problem422"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getPortal: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the version of what is shown, for If-Match */
                    ETag: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Portal"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putPortal: {
        parameters: {
            query?: {
                /** @description why; kept with the revision */
                note?: string | undefined;
            } | undefined;
            header: {
                /** @description the ETag of what was seen, or * to overwrite whatever is there */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["Portal"];
            };
        } | undefined;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Portal"];
                };
            };
            /** @description kept as a pending change, which a second person must approve */
            202: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationChange"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postPortalCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description settings that are not saved yet */
                    portal?: components["schemas"]["Portal"] | undefined;
                };
            };
        } | undefined;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckResult"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getPortalChoices: {
        parameters: {
            query?: {
                /** @description whose request types and statuses; the configured one unless given */
                project?: string | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalChoices"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postDoctorPlatform: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckResult"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postDoctorPeople: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckResult"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postDoctorClocks: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckResult"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getConfiguration: {
        parameters: {
            query?: {
                /** @description what Accept prefers unless given */
                format?: ("json" | "yaml") | undefined;
                sealed?: ("hide" | "include") | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the version of what is shown, for If-Match */
                    ETag: string;
                    /** @description the revision that holds it */
                    "Leasehold-Revision": string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationDocument"];
                    "application/yaml": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    putConfiguration: {
        parameters: {
            query?: {
                /** @description why; kept with the revision */
                note?: string | undefined;
            } | undefined;
            header: {
                /** @description the ETag of what was seen, or * to overwrite whatever is there */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConfigurationDocument"];
                "application/yaml": string;
            };
        } | undefined;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        revision: number;
                    };
                };
            };
            /** @description kept as a pending change, which a second person must approve */
            202: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationChange"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            428: components["responses"]["Problem428"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postConfigurationCheck: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConfigurationDocument"];
                "application/yaml": string;
            };
        } | undefined;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationCheck"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getConfigurationRevisions: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string | undefined;
                /** @description 50 unless given */
                limit?: number | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["RevisionSummary"][];
                        /** @description null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getConfigurationRevisionsByRevision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Revision"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getConfigurationRevisionsByRevisionDiff: {
        parameters: {
            query?: {
                /** @description the one before unless given */
                against?: number | undefined;
            } | undefined;
            header?: never;
            path: {
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        from: number;
                        to: number;
                        differences: components["schemas"]["Difference"][];
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postConfigurationRevisionsByRevisionRollback: {
        parameters: {
            query?: {
                /** @description why; kept with the revision */
                note?: string | undefined;
            } | undefined;
            header?: {
                /** @description the ETag of what was seen, or * to overwrite whatever is there */
                "If-Match"?: string | undefined;
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path: {
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        revision: number;
                    };
                };
            };
            /** @description kept as a pending change, which a second person must approve */
            202: {
                headers: {
                    /** @description the version of what was saved, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description the revision that holds it */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description where it is, or where the pending change is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationChange"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            412: components["responses"]["Problem412"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getConfigurationChanges: {
        parameters: {
            query?: {
                state?: ("pending" | "approved" | "rejected" | "withdrawn") | undefined;
                /** @description nextCursor of the page before */
                cursor?: string | undefined;
                /** @description 50 unless given */
                limit?: number | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ConfigurationChange"][];
                        /** @description null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getConfigurationChangesById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationChangeInFull"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postConfigurationChangesByIdApproval: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    comment?: string | undefined;
                };
            };
        } | undefined;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationChange"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postConfigurationChangesByIdRejection: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    comment?: string | undefined;
                };
            };
        } | undefined;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfigurationChange"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getTokens: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before */
                cursor?: string | undefined;
                /** @description 50 unless given */
                limit?: number | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ApiToken"][];
                        /** @description null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postTokens: {
        parameters: {
            query?: never;
            header?: {
                /** @description the same key again, within 24 hours, gets the first answer */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /** @enum {string} */
                    role: "admin" | "operator" | "auditor" | "owner" | "approver";
                    /** @default [] */
                    applications?: string[] | undefined;
                    /**
                     * @description 90d unless given; a year at most
                     * @default 90d
                     */
                    expiresIn?: string | undefined;
                };
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    /** @description where it is */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiToken"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            409: components["responses"]["Problem409"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            422: components["responses"]["Problem422"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getTokensById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiToken"];
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    deleteTokensById: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            404: components["responses"]["Problem404"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAudit: {
        parameters: {
            query?: {
                actor?: string | undefined;
                action?: components["schemas"]["AuditAction"] | undefined;
                subject?: string | undefined;
                application?: string | undefined;
                /** @description the issue’s key */
                request?: string | undefined;
                from?: string | undefined;
                to?: string | undefined;
                /** @description nextCursor of the page before */
                cursor?: string | undefined;
                /** @description 50 unless given */
                limit?: number | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["AuditRow"][];
                        /** @description null on the last page */
                        nextCursor: string | null;
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAuditVerification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerification"];
                };
            };
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getAuditExport: {
        parameters: {
            query?: {
                actor?: string | undefined;
                action?: components["schemas"]["AuditAction"] | undefined;
                subject?: string | undefined;
                application?: string | undefined;
                /** @description the issue’s key */
                request?: string | undefined;
                from?: string | undefined;
                to?: string | undefined;
                format?: ("csv" | "jsonl") | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description with a heading; or one row a line, as GET /audit has it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/x-ndjson": string;
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            403: components["responses"]["Problem403"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    postWebhooksJira: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": unknown;
            };
        } | undefined;
        responses: {
            /** @description of no interest */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        outcome: "ignored" | "late";
                        why?: string | undefined;
                    };
                };
            };
            /** @description Temporal has it, durably */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        outcome: "accepted";
                    };
                };
            };
            400: components["responses"]["Problem400"];
            401: components["responses"]["Problem401"];
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getHealthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        ok: true;
                    };
                };
            };
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getReadyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            /** @description Done */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Readiness"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description in the text format of Prometheus */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
    getOpenapiJson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1 */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        openapi: string;
                    } & {
                        [key: string]: unknown;
                    };
                };
            };
            429: components["responses"]["Problem429"];
            500: components["responses"]["Problem500"];
            503: components["responses"]["Problem503"];
        };
    };
}
