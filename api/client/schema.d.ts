/** Written by `npm run openapi` from docs/openapi.json; not by hand. */
export interface paths {
    "/api/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the caller and their permissions */
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
        /** Start the sign-in */
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
        /** Complete the sign-in (callback of the provider) */
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
         * Sign out and end the session everywhere
         * @description Requires the header X-CSRF-Token, like every write with a cookie. Without a session it does nothing.
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
        /** Show the demo sign-in page */
        get: operations["getAuthLocal"];
        put?: never;
        /** Sign in as a person of the demo */
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
        /** Count open work and active access, with the progress of the set-up */
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
         * Stream changes as server-sent events
         * @description Each event names an object to reload: `request` {key, state, application, subject, updatedAt}, `grant` {id, application, subject},
         *     `revocation` {id, state, total, revoked, failed}, `configuration` {revision, action}. `ready` follows after all missed events. `reset` means that
         *     too many were missed and everything must be reloaded. The header Last-Event-ID continues an interrupted stream. Callers receive only events of objects that they may see.
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
        /** List requests, newest first */
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
        /** Get a request with its timeline and links */
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
         * Approve or deny a request
         * @description Only a planned approver of the open stage may decide. 409 says who has already decided, and when.
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
        /** Delegate my decision to another person */
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
        /** Retry a failed request after the cause is fixed */
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
        /** Simulate a request without changing anything */
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
        /** Replay past requests under another document without changing anything */
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
        /** List grants, newest first */
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
        /** Extend a grant from now, up to the maximum of its rule */
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
        /** Get a grant with its leases */
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
        /** List my access, newest first */
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
         * Extend my access, if the rule needs no approval
         * @description If approval is needed, 409 says to raise a request in the portal.
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
        /** Give up my access */
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
        /** Revoke one grant or all that match */
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
        /** Get the progress of a revocation */
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
        /** List reviews, newest first */
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
        /** Get a review with its items */
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
         * Decide a review: keep or revoke the access
         * @description One verdict closes a review after break glass, because all access of the request belongs together.
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
        /** List reconciliations, newest first */
        get: operations["getBirthrightsReconciliations"];
        put?: never;
        /** Reconcile birthright roles; a dry run only reports */
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
        /** Get a reconciliation with its items */
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
        /** List connectors with their settings, entitlement types and capabilities */
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
        /** List applications */
        get: operations["getApplications"];
        put?: never;
        /** Create an application */
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
        /** Get an application */
        get: operations["getApplicationsByKey"];
        /**
         * Change an application
         * @description A credential sent back as sealed:set keeps its value, if the address is unchanged.
         */
        put: operations["putApplicationsByKey"];
        post?: never;
        /** Remove an application without active access and without rules */
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
        /** Test the connection of an application */
        post: operations["postApplicationsByKeyTest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/applications/{key}/organisation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Confirm that an application leads to another organisation
         * @description Only when no access in the previous one is left. The check “Organisation” says what happened.
         */
        put: operations["putApplicationsByKeyOrganisation"];
        post?: never;
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
        /** Search the entitlements of a system: groups, roles and others */
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
        /** Test the connection of an unsaved application */
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
        /** Search the entitlements of an unsaved application’s system */
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
         * List rules in evaluation order
         * @description The ETag is that of the whole list, for PUT /rules/order.
         */
        get: operations["getRules"];
        put?: never;
        /** Create a rule, at the end or before another rule */
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
        /** Reorder the rules */
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
        /** Get a rule */
        get: operations["getRulesByKey"];
        /** Change a rule */
        put: operations["putRulesByKey"];
        post?: never;
        /** Remove a rule; open requests keep their plan */
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
        /** Get the portal settings */
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
        /** Check the portal settings against Jira without changing anything */
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
        /** List the choices for portal settings in Jira */
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
        /** Check database, Temporal, namespace and workers */
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
        /** Check that rules are active and find their approvers */
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
        /** Compare the clock with Jira and the providers */
        post: operations["postDoctorClocks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Compare one page of the ledger with Temporal, the providers or a trail, and put it right */
        post: operations["postReconciliation"];
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
         * Get the configuration as JSON or leasehold.yaml
         * @description With sealed=include the document contains sealed credentials (encrypted with the key of this installation), so that it can be applied again. Requires permission to change the configuration.
         */
        get: operations["getConfiguration"];
        /** Replace the configuration as a new revision */
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
        /** Check a document for problems and warnings without saving it */
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
        /** List revisions, newest first */
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
        /** Get a revision with its differences from the previous one */
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
        /** Compare two revisions */
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
        /** Roll back: save an earlier revision as a new one */
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
        /** List changes that need a second person, newest first */
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
        /** Get a change with its differences */
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
        /** Approve a change of another person and save it as a new revision */
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
        /** Reject a change, or withdraw your own */
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
        /** List tokens created through the API, newest first, without their values */
        get: operations["getTokens"];
        put?: never;
        /**
         * Create a token; only this response contains its value
         * @description Its name in the audit trail is token:<name>. A token cannot create other tokens.
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
        /** Get a token without its value */
        get: operations["getTokensById"];
        put?: never;
        post?: never;
        /** Revoke a token immediately (idempotent) */
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
        /** List audit rows, newest first */
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
        /** Verify the hash chain */
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
        /** Export all rows, oldest first, as a stream */
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
         * Receive a change of a Jira issue
         * @description X-Hub-Signature is the HMAC of the raw body. The event only triggers reading the issue from Jira, so a forged, repeated, late or lost event has no effect.
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
        /** Check liveness */
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
        /** Check readiness; the response names a missing part */
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
        /** Get metrics for Prometheus */
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
        /** Get this document */
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
            /** @description for owners: keys of the applications */
            applications: string[];
            createdBy: string;
            createdAt: components["schemas"]["Instant"];
            expiresAt: components["schemas"]["Instant"];
            /** @description with a precision of one minute */
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
        AuditAction: "request.received" | "request.adopted" | "request.approved" | "request.denied" | "request.edited" | "request.declined" | "request.withdrawn" | "request.failed" | "request.retried" | "request.reminded" | "request.escalated" | "request.reassigned" | "stage.approved" | "decision.refused" | "lease.opened" | "lease.given" | "lease.extended" | "lease.ended" | "provider.granted" | "provider.revoked" | "access.expired" | "access.revoked" | "access.removed" | "access.stuck" | "access.overdue" | "access.reminded" | "birthright.ordered" | "birthright.heldBack" | "revocation.ordered" | "subject.sessionsEnded" | "subject.suspended" | "revocation.incomplete" | "webhook.late" | "breakGlass.used" | "review.opened" | "review.reminded" | "review.overdue" | "review.closed" | "config.saved" | "config.proposed" | "config.approved" | "config.rejected" | "config.withdrawn" | "organisation.confirmed" | "token.created" | "token.revoked";
        AuditRow: {
            seq: number;
            key: string;
            /** @description ISO 8601, exactly as hashed */
            at: string;
            actor: string;
            /** @description an AuditAction, or an action of another version of Leasehold */
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
            /** @description in the order in which a person would fix them */
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
            /** @description revision created by the approval */
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
            /** @description revision created by the approval */
            savedRevision: number | null;
            /** @description current differences; empty after a decision */
            differences: components["schemas"]["Difference"][];
            /** @description false if the target has changed, so that the change can only be rejected */
            fresh: boolean;
            /** @description whether the caller made the change and so may not approve it */
            mine: boolean;
        };
        ConfigurationCheck: {
            ok: boolean;
            problems: {
                path: string;
                message: string;
            }[];
            /** @description valid settings with unexpected effects */
            warnings: {
                path: string;
                message: string;
            }[];
        };
        /** @description The content of leasehold.yaml. A credential may also be sent as { "secret": "…" }. */
        ConfigurationDocument: {
            /** @constant */
            version: 1;
            jira: {
                /** Format: uri */
                url: string;
                /** Format: email */
                email: string;
                /** @description env:NAME, file:/path, or sealed:set for a stored secret, which is never returned */
                apiToken: string;
                /** @description env:NAME, file:/path, or sealed:set for a stored secret, which is never returned */
                webhookSecret: string;
            };
            portal: {
                project: string;
                /** Format: date-time */
                since?: string | undefined;
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
                    onBehalf?: boolean | undefined;
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
                /** @description env:NAME, file:/path, or sealed:set for a stored secret, which is never returned */
                slack: string;
                events?: ("request" | "request.waiting" | "request.reminded" | "request.escalated" | "request.counted" | "request.decided" | "request.failed" | "access" | "access.given" | "access.endsSoon" | "access.extended" | "access.ended" | "access.stuck" | "access.overdue" | "breakGlass" | "breakGlass.reminded" | "breakGlass.overdue" | "breakGlass.reviewed")[] | undefined;
            } | {
                /** Format: uri */
                webhook: string;
                /** @description env:NAME, file:/path, or sealed:set for a stored secret, which is never returned */
                secret: string;
                events?: ("request" | "request.waiting" | "request.reminded" | "request.escalated" | "request.counted" | "request.decided" | "request.failed" | "access" | "access.given" | "access.endsSoon" | "access.extended" | "access.ended" | "access.stuck" | "access.overdue" | "breakGlass" | "breakGlass.reminded" | "breakGlass.overdue" | "breakGlass.reviewed")[] | undefined;
            })[] | undefined;
            auth?: {
                oidc: {
                    /** Format: uri */
                    issuer: string;
                    clientId: string;
                    /** @description env:NAME, file:/path, or sealed:set for a stored secret, which is never returned */
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
        ConfirmedOrganisation: {
            /** @description the id of the vendor, as Test Connection shows it */
            organisation: string;
        };
        ConnectionTest: {
            ok: boolean;
            /** @description in the order in which a person would fix them */
            checks: {
                name: string;
                ok: boolean;
                detail: string;
            }[];
        };
        Connector: {
            /**
             * @description value of `connector` in an application
             * @enum {string}
             */
            kind: "okta" | "entra" | "aws" | "google" | "jira" | "confluence" | "bitbucket" | "github";
            name: string;
            url: {
                label: string;
                help: string;
                example: string;
                /** @description the default address */
                usual?: string | undefined;
            };
            /** @description fields for every authentication method */
            fields: components["schemas"]["ConnectorField"][];
            /** @description authentication methods, of which one is needed */
            signIn: {
                label: string;
                help: string;
                fields: components["schemas"]["ConnectorField"][];
            }[];
            entitlementTypes: components["schemas"]["ConnectorEntitlementType"][];
            can: {
                suspend: boolean;
                endSessions: boolean;
                /** @description whether it can be the identity provider */
                profile: boolean;
                /** @description whether it can list all people, which birthrights need */
                listSubjects: boolean;
            };
            /** @description the system whose account ids it shares */
            accountsOf?: string | undefined;
        };
        ConnectorEntitlementType: {
            type: string;
            label: string;
            parameters: {
                name: string;
                label: string;
                needed: boolean;
                /** @description all possible values; the first is the default */
                choices?: string[] | undefined;
            }[];
            /** @description whether other parameters are accepted */
            moreParameters?: boolean | undefined;
        };
        ConnectorField: {
            name: string;
            /** @description the possible members of an application, the preferred one first */
            places: ("credentials" | "settings")[];
            label: string;
            /** @description explanation, and where to find or create the value */
            help: string;
            example?: string | undefined;
            needed: boolean;
            secret: boolean;
            multiline?: boolean | undefined;
            /** @description all possible values; the first is the default */
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
            /** @description the planned approver, if a delegate decided */
            inPlaceOf?: string | undefined;
        };
        Difference: {
            /** @description for example rules[okta-admin].duration.max; entries are identified by key or name if they have one */
            path: string;
            /** @enum {string} */
            kind: "added" | "removed" | "changed" | "moved";
            before?: unknown | undefined;
            after?: unknown | undefined;
        };
        Finding: {
            /** @description subject of the check */
            name: string;
            ok: boolean;
            /** @description the finding */
            detail: string;
            /** @description advice; null if the check passed */
            mend: string | null;
            /** @description page on which to follow the advice */
            link: string | null;
        };
        FoundEntitlements: {
            /** @description all entitlement types of the system */
            types: string[];
            items: {
                type: string;
                id: string;
                name: string;
                description?: string | undefined;
                /** @description parameters to save with the entitlement */
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
            /** @description null if a lease lasts until it is revoked */
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
            /** @description the reason of the end; empty if none was given */
            endedBecause?: (string | null) | undefined;
        };
        LedgerDifference: {
            /** @enum {string} */
            kind: "run_missing" | "run_unaware" | "still_held" | "not_held" | "lost" | "ended_in_trail" | "unreadable";
            /** @description the lease, the request or the application */
            about: string;
            application: string | null;
            subject: string | null;
            /** @description a sentence: what differs, and what was done */
            detail: string;
            /** @description false: a person must act */
            settled: boolean;
        };
        Me: {
            /** @description e-mail address of a person, name of a token */
            name: string;
            displayName: string | null;
            /** @enum {string} */
            role: "admin" | "operator" | "auditor" | "owner" | "approver";
            /** @description keys of the applications that I own */
            applications: string[];
            /** @description permitted actions, with scope `any` or `own` */
            permissions: {
                [key: string]: "any" | "own";
            };
            /** @description value of the header X-CSRF-Token; null for an API token, which needs none */
            csrfToken: string | null;
            /** @description end of the idle session; null for an API token */
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
            /** @description null if a lease lasts until it is revoked */
            expiresAt: components["schemas"]["Instant"] | null;
            leases: components["schemas"]["Lease"][];
            applicationName: string;
            /** @description null if it cannot be extended because it lasts until it is revoked or has not started */
            until: {
                /** @description latest end under the rule’s maximum, counted from the start; null for no limit */
                latest: string | null;
            } | null;
        };
        NewApiToken: {
            id: string;
            name: string;
            /** @enum {string} */
            role: "admin" | "operator" | "auditor" | "owner" | "approver";
            /** @description for owners: keys of the applications */
            applications: string[];
            createdBy: string;
            createdAt: components["schemas"]["Instant"];
            expiresAt: components["schemas"]["Instant"];
            /** @description with a precision of one minute */
            lastUsedAt: components["schemas"]["Instant"] | null;
            revokedAt: components["schemas"]["Instant"] | null;
            revokedBy: string | null;
            /** @description shown only in this response */
            token: string;
        };
        Overview: {
            requests: {
                /** @description awaiting anyone’s approval */
                waiting: number;
                /** @description awaiting my approval */
                waitingForMe: number;
                /** @description failed requests that need a fix */
                failed: number;
            };
            /** @description null without permission to see grants */
            grants: {
                active: number;
                /** @description being provisioned */
                pending: number;
                /** @description ending within a day */
                expiringSoon: number;
                /** @description end of that day, for the filter of the list */
                expiresBefore: components["schemas"]["Instant"];
            } | null;
            /** @description null without permission to see all revocations */
            revocations: {
                running: number;
            } | null;
            reviews: {
                /** @description open or overdue reviews that I can close */
                open: number;
            };
            /** @description configuration changes awaiting approval; null without permission to see them */
            changes: {
                pending: number;
            } | null;
            /** @description completed steps; null without permission to see the configuration */
            setUp: {
                /** @description there is one */
                application: boolean;
                /** @description an application has an access level */
                accessLevel: boolean;
                /** @description there is one */
                rule: boolean;
                /** @description its check found no problems, or a request has arrived */
                portal: boolean;
                /** @description a request has arrived */
                request: boolean;
                /** @description address of the Jira portal */
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
                /** @description names from the configuration */
                approvers: string[];
            }[];
            durationMs: number | null;
            duration: string | null;
            breakGlass: boolean;
        };
        Portal: {
            project: string;
            /** Format: date-time */
            since?: string | undefined;
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
            /** @description request types of the requested project */
            requestTypes: {
                id: string;
                name: string;
                inPortal: boolean;
            }[];
            /** @description statuses of its workflows, by name */
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
            /** @description identifies this response in the log */
            instance: string;
            /** @description all problems, with their paths */
            problems?: {
                path: string;
                message: string;
                /** @description position in a document sent as text, from 1 */
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
        ReconciledPage: {
            checked: number;
            differences: components["schemas"]["LedgerDifference"][];
            /** @description null on the last page */
            next: string | null;
        };
        Reconciliation: {
            id: string;
            /** @enum {string} */
            state: "planning" | "running" | "done" | "failed";
            /** @description null for a scheduled reconciliation */
            by: string | null;
            dryRun: boolean;
            force: boolean;
            restore: string[];
            createdAt: components["schemas"]["Instant"];
            finishedAt: components["schemas"]["Instant"] | null;
            /** @description the reason of a failure; nothing was granted or revoked */
            detail: string | null;
            /** @description number of people in the identity provider */
            people: number;
            /** @description revocations above the limit, none of which is carried out */
            heldBack: {
                /** @description null: all birthrights together */
                role: string | null;
                losing: number;
                holders: number;
                because: string;
            }[];
            /** @description access that is not granted although people match */
            withheld: {
                role: string;
                application: string;
                accessLevel: string;
                because: string;
                people: number;
                /** @description the first people */
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
            /** @description the role that grants it; null for a revocation */
            rule: string | null;
            /**
             * @description planned: part of a dry run, or held back; stuck: not confirmed yet and retried
             * @enum {string}
             */
            state: "planned" | "waiting" | "done" | "failed" | "stuck";
            /** @description the reason of a failed, stuck or held-back item */
            detail: string | null;
        };
        ReconciliationOrder: {
            /**
             * @description what the ledger is compared with
             * @enum {string}
             */
            part: "runs" | "providers" | "trail";
            /**
             * @description only report
             * @default false
             */
            dryRun?: boolean | undefined;
            /** @description next of the previous page */
            after?: string | undefined;
            /**
             * @description trail: write back lost leases that are held, instead of taking them
             * @default false
             */
            adopt?: boolean | undefined;
            /** @description trail: leases to look for in the ledger */
            leases?: components["schemas"]["TrailLease"][] | undefined;
        };
        ReconciliationRow: {
            id: string;
            /** @enum {string} */
            state: "planning" | "running" | "done" | "failed";
            /** @description null for a scheduled reconciliation */
            by: string | null;
            dryRun: boolean;
            force: boolean;
            restore: string[];
            createdAt: components["schemas"]["Instant"];
            finishedAt: components["schemas"]["Instant"] | null;
            /** @description the reason of a failure; nothing was granted or revoked */
            detail: string | null;
            /** @description number of people in the identity provider */
            people: number;
            /** @description revocations above the limit, none of which is carried out */
            heldBack: {
                /** @description null: all birthrights together */
                role: string | null;
                losing: number;
                holders: number;
                because: string;
            }[];
            /** @description access that is not granted although people match */
            withheld: {
                role: string;
                application: string;
                accessLevel: string;
                because: string;
                people: number;
                /** @description the first people */
                subjects: string[];
            }[];
            total: number;
            given: number;
            taken: number;
            failed: number;
            stuck: number;
            waiting: number;
        };
        /** @description the header Location has the address of the result */
        ReconciliationStarted: {
            id: string;
        };
        Replay: {
            /** @description total number of requests */
            total: number;
            replayed: number;
            /** @description requests that are older than the stored request data */
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
                 * @description attributes of the subject at the time, or current ones if none were stored
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
            /** @description one sentence with the reason of the state */
            reason: string | null;
            rule: string | null;
            revision: number | null;
            stages: components["schemas"]["RequestStage"][];
            decisions: components["schemas"]["Decision"][];
            grantId: string | null;
            grantIds: string[];
            expiresAt: components["schemas"]["Instant"] | null;
            /** @description duration from the grant; null: until it is revoked */
            durationMs?: (number | null) | undefined;
            justification: string | null;
            workflowId: string;
            runId: string;
            /** @description version of the stored state; later ones are greater */
            version?: number | undefined;
            /** @description Jira’s id of the last change on the issue that was acted on */
            lastStep?: string | undefined;
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
                /** @description the reason they approve: user, owner, manager, group … */
                via: string;
            }[];
            /** @description number of approvals required */
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
            /** @description one sentence with the reason of the state */
            reason: string | null;
            rule: string | null;
            revision: number | null;
            stages: components["schemas"]["RequestStage"][];
            decisions: components["schemas"]["Decision"][];
            grantId: string | null;
            grantIds: string[];
            expiresAt: components["schemas"]["Instant"] | null;
            /** @description duration from the grant; null: until it is revoked */
            durationMs?: (number | null) | undefined;
            justification: string | null;
            workflowId: string;
            runId: string;
            /** @description version of the stored state; later ones are greater */
            version?: number | undefined;
            /** @description Jira’s id of the last change on the issue that was acted on */
            lastStep?: string | undefined;
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
            /** @description justification of the request */
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
            /** @description differences from the previous revision */
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
            /** @description the account of the person to suspend; empty if nobody is */
            parts: {
                /** @enum {string} */
                part: "sessions" | "suspension";
                /** @enum {string} */
                state: "waiting" | "done" | "failed";
                /** @description why it could not be done */
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
                onBehalf?: boolean | undefined;
                max: string | number;
                reviewWithin: string | number;
            } | undefined;
        };
        SignedOut: {
            /** @description the logout page of the provider */
            endSessionUrl: string | null;
        };
        Simulation: {
            /** @enum {string} */
            outcome: "planned" | "declined";
            title: string | null;
            rule: string | null;
            revision: number;
            /** @description reason of the decline */
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
            /** @description the duration in words; null: until it is revoked */
            expiresAfter: string | null;
            conflicts: {
                duty: string;
                wanted: string;
                held: string;
                /**
                 * @description where the previous level was found
                 * @enum {string}
                 */
                found?: ("asked" | "lease" | "provider") | undefined;
            }[];
            /** @description result of each rule */
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
        /** @description a lease as an exported trail has it */
        TrailLease: {
            id: string;
            requestKey: string;
            application: string;
            subject: string;
            accessLevel: string;
            entitlements: {
                type: string;
                id?: string | undefined;
                name?: string | undefined;
                parameters?: {
                    [key: string]: string;
                } | undefined;
            }[];
            rule: string;
            revision: number;
            durationMs: number | null;
            maxDurationMs: number | null;
            startedAt: string | null;
            expiresAt: string | null;
            ended: boolean;
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
                /** @description path to open after sign-in */
                returnTo?: string | undefined;
            } | undefined;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Redirect to the sign-in provider, or to the demo sign-in page */
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
            /** @description page that explains how to configure the sign-in */
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
            /** @description Signed in; redirect to the requested page */
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
            /** @description page with the reason of a failed sign-in */
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
            /** @description the list of people */
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
            /** @description events until the caller disconnects */
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
                        /** @description for Last-Event-ID; progress events have none */
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
                /** @description only requests that await this person’s decision */
                waitingFor?: string | undefined;
                /** @description nextCursor of the previous page */
                cursor?: string | undefined;
                /** @description default: 50 */
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
                /** @description key of the Jira issue */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path: {
                /** @description key of the Jira issue */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path: {
                /** @description key of the Jira issue */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path: {
                /** @description key of the Jira issue */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                    /** @description unsaved rule that replaces the saved one of its key, or is placed first */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                /** @description only grants that end before this instant */
                expiresBefore?: string | undefined;
                /** @description nextCursor of the previous page */
                cursor?: string | undefined;
                /** @description default: 50 */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                /** @description nextCursor of the previous page */
                cursor?: string | undefined;
                /** @description default: 50 */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                    /** @description for example 8h, 7d or P30D, counted from now */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                    /** @description address of the progress */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
            /** @description a dry run: grants that would be revoked */
            200: {
                headers: {
                    /** @description address of the progress */
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
                    /** @description address of the progress */
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
                /** @description nextCursor of the previous page */
                cursor?: string | undefined;
                /** @description default: 50 */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                /** @description nextCursor of the previous page */
                cursor?: string | undefined;
                /** @description default: 50 */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                     * @description also revoke more at once than the limit allows
                     * @default false
                     */
                    force?: boolean | undefined;
                    /** @description people whose ended access is granted again */
                    restore?: string[] | undefined;
                };
            };
        } | undefined;
        responses: {
            /** @description a dry run: planned grants and revocations with reasons */
            200: {
                headers: {
                    /** @description address of the result */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
            /** @description the header Location has the address of the result */
            202: {
                headers: {
                    /** @description address of the result */
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
                /** @description nextCursor of the previous page */
                cursor?: string | undefined;
                /** @description default: 50 */
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
                    /** @description version of the content, for If-Match */
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
                /** @description reason of the change, kept with the revision */
                note?: string | undefined;
            } | undefined;
            header?: {
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description kept as a pending change until a second person approves it */
            202: {
                headers: {
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
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
                    /** @description version of the content, for If-Match */
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
                /** @description reason of the change, kept with the revision */
                note?: string | undefined;
            } | undefined;
            header: {
                /** @description ETag of the loaded version, or * to overwrite any version */
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
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description kept as a pending change until a second person approves it */
            202: {
                headers: {
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
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
                /** @description reason of the change, kept with the revision */
                note?: string | undefined;
            } | undefined;
            header: {
                /** @description ETag of the loaded version, or * to overwrite any version */
                "If-Match": string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description kept as a pending change until a second person approves it */
            202: {
                headers: {
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
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
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
    putApplicationsByKeyOrganisation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmedOrganisation"];
            };
        };
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
            413: components["responses"]["Problem413"];
            415: components["responses"]["Problem415"];
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
                /** @description nextCursor of the previous page */
                cursor?: string | undefined;
                /** @description default: 50 */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                /** @description nextCursor of the previous page */
                cursor?: string | undefined;
                /** @description default: 50 */
                limit?: number | undefined;
            } | undefined;
            header?: {
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                /** @description nextCursor of the previous page */
                cursor?: string | undefined;
                /** @description default: 50 */
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
                    /** @description version of the content, for If-Match */
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
                /** @description reason of the change, kept with the revision */
                note?: string | undefined;
                /** @description key of the rule before which it is inserted */
                before?: string | undefined;
            } | undefined;
            header?: {
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description kept as a pending change until a second person approves it */
            202: {
                headers: {
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
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
                /** @description reason of the change, kept with the revision */
                note?: string | undefined;
            } | undefined;
            header: {
                /** @description ETag of the loaded version, or * to overwrite any version */
                "If-Match": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description every key exactly once */
                    keys: string[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: string[];
                    };
                };
            };
            /** @description kept as a pending change until a second person approves it */
            202: {
                headers: {
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
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
                    /** @description version of the content, for If-Match */
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
                /** @description reason of the change, kept with the revision */
                note?: string | undefined;
            } | undefined;
            header: {
                /** @description ETag of the loaded version, or * to overwrite any version */
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
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Rule"];
                };
            };
            /** @description kept as a pending change until a second person approves it */
            202: {
                headers: {
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
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
                /** @description reason of the change, kept with the revision */
                note?: string | undefined;
            } | undefined;
            header: {
                /** @description ETag of the loaded version, or * to overwrite any version */
                "If-Match": string;
            };
            path: {
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description kept as a pending change until a second person approves it */
            202: {
                headers: {
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
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
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
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
                    /** @description version of the content, for If-Match */
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
                /** @description reason of the change, kept with the revision */
                note?: string | undefined;
            } | undefined;
            header: {
                /** @description ETag of the loaded version, or * to overwrite any version */
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
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Portal"];
                };
            };
            /** @description kept as a pending change until a second person approves it */
            202: {
                headers: {
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description unsaved settings */
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
                /** @description project of the request types and statuses; default: the configured one */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
    postReconciliation: {
        parameters: {
            query?: never;
            header?: {
                /** @description a repeated request with the same key within 24 hours gets the first response */
                "Idempotency-Key"?: string | undefined;
            } | undefined;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReconciliationOrder"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciledPage"];
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
    getConfiguration: {
        parameters: {
            query?: {
                /** @description default: the preference of the header Accept */
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
                    /** @description version of the content, for If-Match */
                    ETag: string;
                    /** @description revision that contains the content */
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
                /** @description reason of the change, kept with the revision */
                note?: string | undefined;
            } | undefined;
            header: {
                /** @description ETag of the loaded version, or * to overwrite any version */
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
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        revision: number;
                    };
                };
            };
            /** @description kept as a pending change until a second person approves it */
            202: {
                headers: {
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                /** @description nextCursor of the previous page */
                cursor?: string | undefined;
                /** @description default: 50 */
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
                /** @description default: the previous revision */
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
                /** @description reason of the change, kept with the revision */
                note?: string | undefined;
            } | undefined;
            header?: {
                /** @description ETag of the loaded version, or * to overwrite any version */
                "If-Match"?: string | undefined;
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
                    Location?: string | undefined;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        revision: number;
                    };
                };
            };
            /** @description kept as a pending change until a second person approves it */
            202: {
                headers: {
                    /** @description version of the saved content, for the next If-Match */
                    ETag?: string | undefined;
                    /** @description revision that contains the content */
                    "Leasehold-Revision"?: string | undefined;
                    /** @description address of the new entry or of the pending change */
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
                /** @description nextCursor of the previous page */
                cursor?: string | undefined;
                /** @description default: 50 */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                /** @description nextCursor of the previous page */
                cursor?: string | undefined;
                /** @description default: 50 */
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
                /** @description a repeated request with the same key within 24 hours gets the first response */
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
                     * @description default 90d; at most one year
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
                /** @description key of the Jira issue */
                request?: string | undefined;
                from?: string | undefined;
                to?: string | undefined;
                /** @description nextCursor of the previous page */
                cursor?: string | undefined;
                /** @description default: 50 */
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
                /** @description key of the Jira issue */
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
            /** @description with a header row; or one row per line, in the format of GET /audit */
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
            /** @description ignored */
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
            /** @description durably delivered to Temporal */
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
            /** @description metrics in the text format of Prometheus */
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
