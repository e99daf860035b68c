/** Small reads and writes of the database, and the check of the API's signature. */
import { cancellationSignal } from '@temporalio/activity';
import { hasValidMac } from '../config/secrets/mac.ts';
import { revocationPartKeys } from '../domain/ledger/revocation-parts.ts';
import type { RecordActivities } from '../workflows/contract/activities/records.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import { accountNow } from './people/accounts.ts';
import { isAdmin } from './people/approvers.ts';
import { isAskedStill, lookUpStanding } from './people/standing.ts';

export function recordActivities(dependencies: Dependencies): RecordActivities {
  const { store } = dependencies;
  return {
    verifyMac: guarded('reading', async (message, look) => {
      // Without a kind it was sent before an upgrade, and its author is asked to send it again.
      if (look?.kind === undefined || !hasValidMac(dependencies.macKey, look.kind, message)) return { valid: false };
      const { policy } = (await dependencies.configuration()).configuration;
      const { issueKey, open, recipient, reviewer } = look;
      const found = recipient && (await accountNow(dependencies, policy, recipient, cancellationSignal()));
      return {
        valid: true,
        standing: open === undefined ? null : await lookUpStanding(dependencies, policy, issueKey, open),
        ...(found ? { recipient: found } : {}),
        ...(reviewer && {
          reviews: await isAskedStill(dependencies, policy, reviewer, reviewer.asked.email, reviewer.asked),
        }),
      };
    }),

    async saveRequest({ view, events, untold }) {
      const behind = await store.requests.save(view, events, untold);
      return behind === undefined ? undefined : { behind };
    },

    async keepPlan({ issueKey, round, ask, plan, digest }) {
      await store.requests.keepPlan(issueKey, { ask, plan, round, digest }, (await dependencies.now()).toISOString());
    },

    async readLeases(issueKey) {
      return store.ledger.leasesOfRequest(issueKey);
    },

    isAdmin: guarded('reading', async ({ actor, request }) => {
      const email = request?.asked?.email ?? actor.email;
      if (request === undefined || email === undefined) return isAdmin(dependencies, actor);
      const { policy } = (await dependencies.configuration()).configuration;
      return isAskedStill(dependencies, policy, request, email, request.asked);
    }),

    async loadRevocation(id, limit, after) {
      const order = await store.revocations.next(id, limit, after);
      const { policy } = (await dependencies.configuration()).configuration;
      return {
        by: order?.by ?? '',
        reason: order?.reason ?? '',
        suspendSubject: order?.suspendSubject ?? null,
        identityProvider: policy.identityProvider ?? null,
        grantIds: order?.grantIds ?? [],
        waiting: order?.waiting ?? 0,
        openParts: (order?.parts ?? []).flatMap(({ part, state }) => (state === 'waiting' ? [part] : [])),
      };
    },

    async saveRevocationItem({ id, grantId, failure }) {
      await store.revocations.setItem(id, {
        grantId,
        state: failure === undefined ? 'revoked' : 'failed',
        detail: failure ?? null,
      });
    },

    async saveRevocationFailure({ id, part, subject, failure }) {
      const { policy } = (await dependencies.configuration()).configuration;
      await store.audit.append([
        {
          key: revocationPartKeys(id, part).failed,
          at: (await dependencies.now()).toISOString(),
          actor: 'leasehold',
          action: 'revocation.incomplete',
          subject,
          application: policy.identityProvider,
          reason: failure,
          details: { part },
        },
      ]);
    },

    async finishRevocation(id, unfinished) {
      return store.revocations.finish(id, unfinished);
    },
  };
}
