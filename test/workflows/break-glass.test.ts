import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { beforeEach, describe, expect, test } from 'vitest';
import { ProviderError } from '../../domain/provider-error.ts';
import { requestWorkflowId } from '../../workflows/contract/ids.ts';
import { lacks } from '../parts/lacks.ts';
import { configurationDocument, rule } from '../support/configuration.ts';
import { useWorld } from '../support/use-world.ts';
import type { World } from '../support/world.ts';

const HOUR = 60 * 60_000;
const document = configurationDocument({
  rules: [rule({ breakGlass: { who: [{ group: 'okta:On-Call' }], max: '1h', reviewWithin: '24h' } })],
  admins: ['ada@acme.test'],
});

/** The access lasts longer than the time limit of its review. */
const forDays = (reviewWithin = '24h'): Record<string, unknown> =>
  configurationDocument({
    rules: [
      rule({
        breakGlass: { who: [{ group: 'okta:On-Call' }], max: '3d', reviewWithin },
        duration: { default: '3d', max: '3d' },
      }),
    ],
    admins: ['ada@acme.test'],
  });

describe.skipIf(lacks('timeSkippingServer'))('break glass', () => {
  let environment: TestWorkflowEnvironment;
  let world: World;
  let key: string;
  let dave: string;
  let counter = 0;

  useWorld(
    () => document,
    (open) => {
      ({ environment, world } = open);
    },
  );
  beforeEach(() => {
    counter += 1;
    key = `ACCESS-${counter}`;
    dave = `dave-${counter}@acme.test`;
    world.okta.profiles.set(dave, { email: dave, groups: ['On-Call'], attributes: {} });
    world.notified.length = 0;
  });

  const holds = (): boolean => world.okta.members.get('admins')?.has(dave) ?? false;
  const review = () => world.store.reviews.get(`break-glass-${key}`);

  /** Requested by dave, granted at once, and its review open. */
  async function broken(asked: { duration?: string; forWhom?: string } = {}): Promise<void> {
    world.jira.raise(key, {
      by: dave,
      breakGlass: true,
      justification: 'production is down',
      duration: asked.duration,
    });
    await world.nudge(key);
    await world.until(key, 'active');
    await expect.poll(async () => (await world.view(key)).review?.id).toBe(`break-glass-${key}`);
  }

  test('gives at once without approval, says so loudly, and opens a review', async () => {
    await broken();
    expect(holds()).toBe(true);
    const view = await world.view(key);
    expect(view.decisions).toEqual([]);
    expect(view.review).toMatchObject({ reviewers: ['lead@acme.test'], verdict: null });
    await expect
      .poll(() => world.said(key))
      .toContain(
        `BREAK GLASS: "${dave.slice(0, dave.indexOf('@'))}" took Okta / Admin for 1 hour without approval: production is down`,
      );
    await expect.poll(() => world.notified.map((each) => each.name)).toContain('breakGlass');
    const comment = world.jira.issues.get(key)?.comments.find((each) => each.key === 'break-glass');
    expect(comment?.mention?.map((each) => each.email).sort()).toEqual(
      expect.arrayContaining(['ada@acme.test', 'lead@acme.test', 'owner@acme.test']),
    );
    const { items } = await world.store.audit.list({ requestKey: key });
    expect(items.map((row) => row.action)).toEqual(expect.arrayContaining(['breakGlass.used', 'review.opened']));
  });

  test('reviewed and kept: the access ends at its own time, and the run with it', async () => {
    await broken();
    await world.review(key, 'lead@acme.test', 'keep', 'the database was down');
    expect(await review()).toMatchObject({
      state: 'closed',
      items: [{ verdict: 'keep', by: 'lead@acme.test', comment: 'the database was down' }],
    });
    expect(holds()).toBe(true);
    expect(await world.ended(key)).toBe('expired');
    expect(holds()).toBe(false);
    const [lease] = await world.store.ledger.leasesOfRequest(key);
    expect(Date.parse(lease?.endedAt ?? '') - Date.parse(lease?.startedAt ?? '')).toBeLessThan(HOUR + 60_000);
  });

  test('a review that revokes ends the access now', async () => {
    await broken();
    await world.review(key, 'lead@acme.test', 'revoke', 'nothing was down');
    expect(await world.ended(key)).toBe('revoked');
    expect(holds()).toBe(false);
    expect((await world.view(key)).reason).toBe(
      'lead@acme.test reviewed the break glass and ended the access: nothing was down',
    );
  });

  test('the second click answers with the first result, and another verdict is told who decided', async () => {
    await broken();
    await world.review(key, 'lead@acme.test', 'keep');
    await expect(world.review(key, 'lead@acme.test', 'keep')).resolves.toMatchObject({ review: { verdict: 'keep' } });
    await expect(world.review(key, 'lead@acme.test', 'revoke')).rejects.toMatchObject({
      cause: { message: expect.stringContaining('was reviewed (keep) by lead@acme.test') },
    });
  });

  test('neither who used it nor a stranger reviews it', async () => {
    await broken();
    await expect(world.review(key, dave, 'keep')).rejects.toMatchObject({
      cause: { message: expect.stringContaining('Nobody reviews break glass that they used') },
    });
    await expect(world.review(key, 'mallory@acme.test', 'keep')).rejects.toMatchObject({
      cause: { message: expect.stringContaining('mallory@acme.test is not a reviewer') },
    });
    expect((await review())?.state).toBe('open');
  });

  test('the review outlives the access: the run ends only when it is closed', async () => {
    await broken();
    await environment.sleep('3 hours');
    await expect.poll(async () => (await world.view(key)).state).toBe('expired');
    expect((await review())?.state).toBe('open');
    await world.review(key, 'lead@acme.test', 'keep');
    expect(await world.ended(key)).toBe('expired');
  });

  test('not reviewed in time: reviewers are reminded, what is left of the access is taken away, admins must close it', async () => {
    await world.configure(forDays());
    try {
      await broken();
      await environment.sleep('13 hours');
      await expect.poll(() => world.said(key)).toContain('still waits for its review by "lead"');
      expect(holds()).toBe(true);
      await environment.sleep('12 hours');
      await expect.poll(async () => (await world.view(key)).state).toBe('revoked');
      expect(holds()).toBe(false);
      await expect.poll(async () => (await review())?.state).toBe('overdue');
      expect((await world.view(key)).reason).toContain('was not reviewed in time');
      await expect.poll(() => world.said(key)).toContain('The review must still be closed, now also by "lead", "ada"');
      await world.review(key, 'ada@acme.test', 'keep', 'talked to dave');
      expect(await world.ended(key)).toBe('revoked');
      expect(await review()).toMatchObject({ state: 'closed', items: [{ by: 'ada@acme.test' }] });
    } finally {
      await world.configure(document);
    }
  });

  test('the trail says break glass before anything is given, and nobody is said to have approved it', async () => {
    await broken();
    const { items } = await world.store.audit.list({ requestKey: key });
    const rows = [...items].reverse();
    const actions = rows.map((row) => row.action);
    expect(actions.indexOf('breakGlass.used')).toBeGreaterThanOrEqual(0);
    expect(actions.indexOf('breakGlass.used')).toBeLessThan(actions.indexOf('lease.opened'));
    expect(rows.find((row) => row.action === 'breakGlass.used')).toMatchObject({
      actor: dave,
      reason: expect.stringContaining('BREAK GLASS'),
    });
    expect(actions).not.toContain('request.approved');
  });

  test('an unsigned verdict does not count', async () => {
    await broken();
    await expect(world.review(key, 'lead@acme.test', 'keep', undefined, { mac: 'made up' })).rejects.toMatchObject({
      cause: { message: expect.stringContaining('was not signed by the API') },
    });
    expect((await review())?.state).toBe('open');
  });

  test('a reviewer may end the access by moving the issue; the review stays open', async () => {
    await broken();
    await expect.poll(() => world.statusOf(key)).toBe('Access Granted');
    world.jira.move(key, 'lead@acme.test', 'Revoked');
    await world.nudge(key);
    await world.until(key, 'revoked');
    expect(holds()).toBe(false);
    expect((await review())?.state).toBe('open');
    await world.review(key, 'lead@acme.test', 'revoke', 'nothing was down');
    expect(await world.ended(key)).toBe('revoked');
    await expect
      .poll(() => world.said(key))
      .toContain('lead@acme.test did not find it right; the access had ended before');
  });

  test('with Jira away the review opens, Slack is told, and what is not reviewed is taken away in time', async () => {
    await world.configure(forDays('30m'));
    world.okta.beforeWrite = (verb) => {
      if (verb === 'grant') world.jira.failing = new ProviderError('unavailable', 'Jira is away.', { system: 'jira' });
    };
    try {
      world.jira.raise(key, { by: dave, breakGlass: true, justification: 'production is down' });
      await world.nudge(key);
      await world.until(key, 'active');
      await expect.poll(async () => (await review())?.state).toBe('open');
      await expect.poll(() => world.notified.map((each) => each.name)).toContain('breakGlass');
      await environment.sleep('31 minutes');
      await expect.poll(() => holds()).toBe(false);
      await world.review(key, 'lead@acme.test', 'keep', 'Jira was down');
      expect(await review()).toMatchObject({ state: 'closed' });
    } finally {
      world.okta.beforeWrite = () => {};
      world.jira.failing = undefined;
      await world.configure(document);
    }
    expect(await world.ended(key)).toBe('revoked');
    await expect.poll(() => world.said(key)).toContain('BREAK GLASS');
  });

  test('an operator who cancels the run ends the access, but is not rid of the review', async () => {
    await broken();
    // Its reports are made by then: this server loses the end of an activity that comes with its cancellation.
    await environment.sleep('1 minute');
    await environment.client.workflow.getHandle(requestWorkflowId(key)).cancel();
    await expect.poll(() => holds()).toBe(false);
    expect((await review())?.state).toBe('open');
    await world.review(key, 'lead@acme.test', 'keep', 'the run was cancelled by mistake');
    await expect(world.ended(key)).rejects.toThrow('cancelled');
    expect(await review()).toMatchObject({ state: 'closed', items: [{ verdict: 'keep' }] });
  });

  test('a delegate of the person who used it is not asked either, even when it is overdue', async () => {
    const stand = `stand-in-${counter}@acme.test`;
    await world.configure({
      ...forDays(),
      admins: [dave, 'ada@acme.test'],
      delegates: [{ from: dave, to: stand, start: '2020-01-01T00:00:00Z', end: '2120-01-01T00:00:00Z' }],
    });
    try {
      await broken();
      await environment.sleep('25 hours');
      await expect.poll(async () => (await review())?.state).toBe('overdue');
      expect((await review())?.reviewers).toEqual(['lead@acme.test', 'ada@acme.test']);
      await expect.poll(async () => (await world.view(key)).review?.reviewers).toContain('ada@acme.test');
      await world.review(key, 'ada@acme.test', 'keep');
      await world.ended(key);
    } finally {
      await world.configure(document);
    }
  });

  test('the comments link to the review, and mention everyone concerned once', async () => {
    await broken();
    const find = () => world.jira.issues.get(key)?.comments.find((each) => each.key === 'break-glass');
    await expect.poll(find).toBeDefined();
    const comment = find();
    expect(comment?.links).toContainEqual({
      text: 'Review',
      href: `http://leasehold.test/reviews/break-glass-${key}`,
    });
    const mentioned = comment?.mention?.map((each) => each.email) ?? [];
    expect([...new Set(mentioned)]).toEqual(mentioned);
  });

  test('is declined when nobody could review it', async () => {
    await world.configure(
      configurationDocument({
        rules: [
          rule({
            approval: { stages: [{ approvers: [{ user: dave }] }] },
            breakGlass: { who: [{ user: dave }], max: '1h', reviewWithin: '24h' },
          }),
        ],
        applications: [{ ...(document.applications as Record<string, unknown>[])[0], owner: dave }],
      }),
    );
    try {
      world.jira.raise(key, { by: dave, breakGlass: true, justification: 'production is down' });
      await world.nudge(key);
      expect(await world.ended(key)).toBe('declined');
      await expect.poll(() => world.said(key)).toContain('Nobody could review this break glass afterwards');
      expect(holds()).toBe(false);
    } finally {
      await world.configure(document);
    }
  });

  test('an edit of what was asked is in the trail while the access lasts', async () => {
    await broken();
    world.jira.edit(key, 'lead@acme.test', { justification: 'all was planned' }, ['justification']);
    await world.nudge(key);
    const trail = async () =>
      (await world.store.audit.list({ requestKey: key, limit: 200 })).items.map((row) => `${row.action} ${row.actor}`);
    await expect.poll(trail).toContain('request.edited lead@acme.test');
    expect(holds()).toBe(true);
  });
});
