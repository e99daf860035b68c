import { expect, test } from 'vitest';
import type { AuditAction } from '../../domain/ledger/audit-actions.ts';
import { AT, onBothDatabases } from '../../test/support/store-suites.ts';
import type { NewReview } from './review-store.ts';

const review = (id: string, changes: Partial<NewReview> = {}): NewReview => ({
  id,
  kind: 'breakGlass',
  requestKey: 'ACCESS-1',
  reviewers: ['lead@acme.test'],
  reason: 'production is down',
  openedAt: AT,
  dueAt: '2026-06-04T10:00:00.000Z',
  items: ['Admin', 'Viewer'].map((accessLevel, index) => ({
    id: String(index + 1),
    grantId: `okta/dave@acme.test/${accessLevel}`,
    subject: 'dave@acme.test',
    application: 'okta',
    accessLevel,
  })),
  ...changes,
});
const event = (key: string, action: AuditAction) => ({ key: `${key}/${action}`, at: AT, actor: 'leasehold', action });

onBothDatabases('reviews', (store) => {
  test('an existing review is not opened again', async () => {
    const { reviews, audit } = store();
    await reviews.open(review('once'), [event('once', 'review.opened')]);
    await reviews.open(review('once', { dueAt: '2027-01-01T00:00:00.000Z' }), [event('once', 'review.opened')]);
    expect(await reviews.get('once')).toMatchObject({ state: 'open', dueAt: '2026-06-04T10:00:00.000Z' });
    expect((await audit.list({ action: 'review.opened' })).items).toHaveLength(1);
  });

  test('one verdict closes all items, and the first stands', async () => {
    const { reviews, audit } = store();
    await reviews.open(review('closed'), []);
    await reviews.escalate('closed', ['lead@acme.test', 'ada@acme.test'], [event('closed', 'review.overdue')]);
    expect(await reviews.get('closed')).toMatchObject({
      state: 'overdue',
      reviewers: ['lead@acme.test', 'ada@acme.test'],
    });
    const at = '2026-06-03T12:00:00.000Z';
    await reviews.close('closed', { verdict: 'keep', by: 'ada@acme.test', at, comment: 'a \0 sign' }, [
      event('closed', 'review.closed'),
    ]);
    await reviews.close('closed', { verdict: 'revoke', by: 'lead@acme.test', at }, [event('again', 'review.closed')]);
    await reviews.escalate('closed', ['mallory@acme.test'], [event('late', 'review.overdue')]);
    const item = { verdict: 'keep', by: 'ada@acme.test', at, comment: 'a \uFFFD sign' };
    expect(await reviews.get('closed')).toMatchObject({
      state: 'closed',
      closedAt: at,
      reviewers: ['lead@acme.test', 'ada@acme.test'],
      items: [item, item],
    });
    const keys = (await audit.list({})).items.map((row) => row.key);
    for (const key of ['again/review.closed', 'late/review.overdue']) expect(keys).not.toContain(key);
  });

  test('reviewers, subjects and application owners each see their own reviews alone', async () => {
    const { reviews } = store();
    const other = {
      id: '1',
      grantId: 'aws/bob@acme.test/Root',
      subject: 'bob@acme.test',
      application: 'aws',
      accessLevel: 'Root',
    };
    await reviews.open(review('seen-okta', { openedAt: '2026-07-01T00:00:00.000Z' }), []);
    await reviews.open(
      review('seen-aws', {
        openedAt: '2026-07-02T00:00:00.000Z',
        reviewers: ['ada@acme.test', 'rosa@acme.test'],
        items: [other],
      }),
      [],
    );
    const seen = async (person: string, applications: readonly string[] = []) =>
      (await reviews.list({ visibleTo: { person, applications }, state: 'open' })).items
        .map((each) => each.id)
        .filter((id) => id.startsWith('seen'));
    expect(await seen('lead@acme.test')).toEqual(['seen-okta']);
    expect(await seen('rosa@acme.test')).toEqual(['seen-aws']);
    expect(await seen('bob@acme.test')).toEqual(['seen-aws']);
    expect(await seen('carol@acme.test', ['okta'])).toEqual(['seen-okta']);
    expect(await seen('mallory@acme.test')).toEqual([]);
    const first = await reviews.list({ limit: 1 });
    expect(first.items.map((each) => each.id)).toEqual(['seen-aws']);
    expect((await reviews.list({ limit: 1, cursor: first.nextCursor ?? '' })).items.map((each) => each.id)).toEqual([
      'seen-okta',
    ]);
  });
});
