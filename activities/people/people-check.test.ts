import { describe, expect, test } from 'vitest';
import { parseConfiguration } from '../../config/document/parse.ts';
import type { PortalSide } from '../../connectors/jira/portal/portal-side.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { Store } from '../../store/store.ts';
import { configurationDocument, rule, stage } from '../../test/support/configuration.ts';
import { createFakeConnector } from '../../test/support/fake-connector.ts';
import { createFakeJira } from '../../test/support/fake-jira.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { lookAtPeople } from './people-check.ts';

type Approver = Awaited<ReturnType<PortalSide['approver']>>;
const ABLE: Approver = { exists: true, active: true, mayMove: true };

/** The faults, as `name: detail`. E-mails that differ from test to test keep remembered accounts apart. */
async function wrong(
  changes: Record<string, unknown>,
  {
    approver = ABLE,
    approverType = 'user',
    groups = {},
    failing,
    hidden = false,
  }: {
    approver?: Approver;
    approverType?: string;
    groups?: Record<string, readonly string[]>;
    failing?: ProviderError;
    hidden?: boolean;
  } = {},
): Promise<readonly string[]> {
  const document = configurationDocument(changes);
  const configuration = parseConfiguration(document, 'test');
  const jira = createFakeJira('ACCESS');
  const { connector } = createFakeConnector();
  const [type, items] = approverType.split(' of ');
  const portal: Partial<PortalSide> = {
    fields: async () => [{ id: 'assignee', name: 'Assignee', custom: null, type: type ?? null, items: items ?? null }],
    approver: async () => approver,
  };
  const dependencies: Partial<Dependencies> = {
    store: { config: { current: async () => ({ document }) } } as unknown as Store,
    configuration: async () => ({ revision: 1, configuration }),
    jira: async () => ({ ...jira.side, ...(hidden ? { findAccountByEmail: async () => undefined } : {}) }),
    portal: async () => portal as PortalSide,
    connector: async () => ({
      ...connector,
      async *listMembers({ name }) {
        if (failing !== undefined) throw failing;
        for (const email of groups[name ?? ''] ?? []) yield { id: email, login: email, email };
      },
    }),
  };
  const lines = await lookAtPeople(dependencies as Dependencies, new AbortController().signal);
  return lines.filter((line) => !line.ok).map((line) => `${line.name}: ${line.detail}`);
}

const asking = (ref: object, changes: Record<string, unknown> = {}) => ({
  rules: [
    rule({ approval: { stages: [stage({ approvers: [ref, { user: 'lead@acme.test' }] })] } }),
    rule({ key: 'okta-viewer', accessLevel: 'Viewer', approval: undefined }),
  ],
  ...changes,
});
const unavailable = new ProviderError('unavailable', 'Okta does not answer.', { system: 'okta' });
const gone = new ProviderError('not_found', 'There is no group Gone.', { system: 'okta' });

describe('the people of the rules', () => {
  test('nothing is wrong with people who exist and may act', async () => {
    expect(await wrong({})).toEqual([]);
    expect(await wrong(asking({ group: 'okta:Security' }), { groups: { Security: ['carol@acme.test'] } })).toEqual([]);
  });

  test.each<[string, Approver, RegExp]>([
    ['is gone', { exists: false, active: false, mayMove: false }, /^Approver lead@acme.test: Jira has no account/],
    ['is deactivated', { ...ABLE, active: false }, /^Approver lead@acme.test: Their account in Jira is deactivated/],
    ['may not move requests', { ...ABLE, mayMove: false }, /^Approver lead@acme.test: They may not move requests/],
  ])('an approver who %s', async (_what, approver, line) => {
    expect(await wrong({}, { approver })).toEqual([
      expect.stringMatching(line),
      expect.stringMatching(/^Approver owner@acme.test/),
    ]);
  });

  test('people who answer Jira’s own approvals need not move requests; people that Jira hides are not accused', async () => {
    expect(await wrong({}, { approver: { ...ABLE, mayMove: false }, approverType: 'array of user' })).toEqual([]);
    expect(await wrong({}, { approver: { ...ABLE, mayMove: null } })).toEqual([]);
  });

  test('an approver whose e-mail Jira does not show', async () => {
    const changes = asking({ user: 'hidden@acme.test' });
    expect(await wrong(changes, { hidden: true })).toContainEqual(
      expect.stringMatching(/^Approver hidden@acme.test: Jira shows no account with this e-mail/),
    );
  });

  test('a group that is empty or gone; an unavailable provider is left to its own check', async () => {
    const changes = asking({ group: 'okta:Gone' });
    expect(await wrong(changes)).toEqual([expect.stringMatching(/^Approver group okta:Gone: Nobody is in it/)]);
    expect(await wrong(changes, { failing: gone })).toEqual([expect.stringMatching(/There is no group Gone/)]);
    expect(await wrong(changes, { failing: unavailable })).toEqual([]);
  });

  test('rules without anyone to ask, or all disabled', async () => {
    expect(await wrong(asking({ manager: true }, { identityProvider: undefined }))).toContainEqual(
      expect.stringMatching(/^Managers: A rule asks the subject’s manager/),
    );
    expect(await wrong({ rules: [rule({ active: false })] })).toEqual([
      'Rules: No rule is active: every request is declined.',
    ]);
  });
});
