import { describe, expect, test } from 'vitest';
import { requestView } from '../../test/support/request-view.ts';
import type { RequestView } from '../ledger/records.ts';
import { statusCard } from './status-card.ts';

const view = requestView({
  revision: 3,
  durationMs: 8 * 3_600_000,
  stages: [
    {
      name: 'Peers',
      state: 'open',
      approvers: [
        { email: 'lead@acme.test', displayName: 'Liam Lead', via: 'user' },
        { email: 'carol@acme.test', via: 'user' },
      ],
      require: 2,
    },
    { name: 'Owner', state: 'waiting', approvers: [], require: 1 },
  ],
  decisions: [{ stage: 0, decision: 'approve', by: 'lead@acme.test', at: '2026-06-03T10:00:00.000Z', channel: 'jira' }],
});

describe('the comment that is kept up to date', () => {
  test('while it waits: the approvers, the decisions so far, and the next step', () => {
    expect(statusCard(view, 'Okta')).toEqual([
      'Status: Awaiting approval',
      'Okta / Admin for alice@acme.test',
      'Duration: 8 hours',
      'Rule okta-admin, revision 3 of the configuration',
      '1. Peers: asked: "Liam Lead", carol@acme.test (2 of them); yes by lead@acme.test',
      '2. Owner: comes next',
    ]);
  });

  test('while it lasts: its end and its subject', () => {
    const active: RequestView = {
      ...view,
      state: 'active',
      requester: 'boss@acme.test',
      expiresAt: '2026-06-03T18:00:00.000Z',
      stages: [{ name: 'Peers', state: 'approved', approvers: [], require: 1 }],
    };
    expect(statusCard(active)).toEqual([
      'Status: Active',
      'okta / Admin for alice@acme.test, asked for by boss@acme.test',
      'Rule okta-admin, revision 3 of the configuration',
      '1. Peers: yes by lead@acme.test',
      'Until 2026-06-03 18:00 UTC',
    ]);
  });

  test('declined before anything was planned: only the reason', () => {
    const declined: RequestView = {
      ...view,
      state: 'declined',
      application: null,
      accessLevel: null,
      rule: null,
      stages: [],
      reason: 'The request names no application; fill the Application field.',
    };
    expect(statusCard(declined)).toEqual([
      'Status: Declined',
      'The request names no application; fill the Application field.',
    ]);
  });

  test('after break glass: the reviewers, their deadline and their verdict', () => {
    const review = {
      id: 'break-glass-ACCESS-1',
      dueAt: '2026-06-04T10:00:00.000Z',
      reviewers: ['lead@acme.test'],
      verdict: null,
    };
    expect(statusCard({ ...view, stages: [], review }).join('\n')).toContain(
      'Break glass, to be reviewed by lead@acme.test before 2026-06-04 10:00 UTC',
    );
    expect(statusCard({ ...view, stages: [], review: { ...review, verdict: 'keep' } }).join('\n')).toContain(
      'Break glass, reviewed: keep',
    );
  });
});
