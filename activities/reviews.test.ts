import { MockActivityEnvironment } from '@temporalio/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../store/open-store.ts';
import type { Store } from '../store/store.ts';
import { rule } from '../test/support/configuration.ts';
import { ask, planned, policy } from '../test/support/policy.ts';
import type { OpenReviewInput } from '../workflows/contract/activities/review.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { reviewActivities } from './reviews.ts';

const LEAD = { email: 'lead@acme.test', accountId: 'lead', seat: 'lead@acme.test', via: 'user' };
let store: Store;
beforeAll(async () => {
  store = await openStore({});
});
afterAll(() => store?.close());

test('a run that resumes a request finds its review unchanged: first deadline, added reviewers, verdict', async () => {
  const asked = ask({ breakGlass: true, justification: 'production is down' });
  const glass = { who: [{ user: 'alice@acme.test' }], max: '1h', reviewWithin: '24h' };
  const plan = planned({ ask: asked, policy: policy({ rules: [rule({ breakGlass: glass })] }) });
  await store.requests.keepPlan('ACCESS-1', { ask: asked, plan, round: 1 }, '2026-06-03T10:00:00.000Z');
  const open = (now: string) => {
    const input: OpenReviewInput = {
      issueKey: 'ACCESS-1',
      round: 1,
      reviewers: [LEAD],
      grantIds: ['okta/alice@acme.test/Admin'],
      now,
    };
    const { openReview } = reviewActivities({ store } as Dependencies);
    return new MockActivityEnvironment().run(openReview, input) as ReturnType<typeof openReview>;
  };
  const first = await open('2026-06-03T10:00:00.000Z');
  expect(first).toMatchObject({ id: 'break-glass-ACCESS-1', dueAt: '2026-06-04T10:00:00.000Z', reviewers: [LEAD] });
  expect(await open('2026-06-03T15:00:00.000Z')).toEqual(first);
  await store.reviews.escalate(first.id, ['lead@acme.test', 'ada@acme.test'], []);
  const decision = { verdict: 'keep', by: 'ada@acme.test', at: '2026-06-05T10:00:00.000Z', comment: 'fine' } as const;
  await store.reviews.close(first.id, decision, []);
  expect(await open('2026-06-05T11:00:00.000Z')).toMatchObject({
    dueAt: first.dueAt,
    reviewers: [LEAD, { email: 'ada@acme.test', seat: 'ada@acme.test' }],
    decision,
  });
  expect((await store.audit.list({ action: 'review.opened' })).items).toHaveLength(1);
});
