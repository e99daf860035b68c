import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Policy } from '../../../../domain/policy.ts';
import { checkPortal } from '../../../../domain/portal/check.ts';
import type { PortalCheckInput } from '../../../../domain/portal/check-input.ts';
import type { Finding } from '../../../../domain/portal/finding.ts';
import {
  accessTypeOptions,
  applicationOptions,
  fieldsOnForm,
  mappedRequestTypes,
  mappedStatuses,
  neededPermissions,
} from '../../../../domain/portal/needs.ts';
import { contractValidator } from '../../../../test/contracts/validate.ts';
import { BOT } from '../../../../test/simulators/people.ts';
import { policy } from '../../../../test/support/policy.ts';
import { type Site, startSite, WEBHOOK_URL } from '../../../../test/support/site.ts';

const ACCESS = 'Request Application Access';
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

describe('the check of a portal', () => {
  let site: Site;
  const problems: string[] = [];
  const wanted = policy();
  beforeEach(async () => {
    site = await startSite({ empty: false, webhook: { url: WEBHOOK_URL, secret: 'secret' } });
  });
  afterEach(async () => {
    const contract = contractValidator('jira.json', 'jsm.json', 'jira-by-hand.json');
    problems.push(...site.jira.misbehaving.requests.flatMap(contract.problemsOf));
    await site.close();
  });
  afterAll(() => {
    expect([...new Set(problems)]).toEqual([]);
  });

  const check = async (of: Policy = wanted, changes: Partial<PortalCheckInput> = {}): Promise<readonly Finding[]> => {
    const facts = await site.service.facts(of.portal);
    const deliveries = { accepted: null, refused: null };
    const now = new Date().toISOString();
    return checkPortal({ facts, policy: of, webhookUrl: WEBHOOK_URL, deliveries, now, ...changes });
  };
  const wrongIn = (lines: readonly Finding[]) => lines.filter((line) => !line.ok);
  const portal = (changes: Partial<Policy['portal']>): Policy => ({
    ...wanted,
    portal: { ...wanted.portal, ...changes },
  });
  const fields = (changes: Partial<Policy['portal']['fields']>): Policy =>
    portal({ fields: { ...wanted.portal.fields, ...changes } });

  test('passes a correct portal, and lists what it checked', async () => {
    const lines = await check();
    expect(wrongIn(lines)).toEqual([]);
    for (const name of [
      'Project ACCESS',
      'Permission Transition Issues',
      `Request type “${ACCESS}”`,
      'Field customfield_10101 (application)',
      `Form of “${ACCESS}”`,
      'Options of Application',
      'Status “Approved” (approved)',
      'Webhook in Jira',
      'Webhook deliveries',
    ])
      expect(lines.map((line) => line.name)).toContain(name);
  });

  test.each<[string, (site: Site) => void, RegExp]>([
    [
      'a status that was removed',
      ({ jira }) => jira.admin.removeStatus('Approved'),
      /^Status “Approved”.*no such status/,
    ],
    [
      'an option that was removed',
      ({ jira }) => jira.admin.removeOption('Access Type', 'Viewer'),
      /^Options of Access Type: “Viewer” cannot be chosen/,
    ],
    [
      'an option that was disabled',
      ({ jira }) => {
        const [context] = jira.state.fields.find((each) => each.name === 'Application')?.contexts ?? [];
        if (context?.options[0] !== undefined) context.options[0].disabled = true;
      },
      /^Options of Application: “Okta” cannot be chosen/,
    ],
    [
      'an option that the configuration does not know',
      ({ jira }) => jira.offer(['Payroll'], []),
      /^No stray options of Application: The configuration has no application “Payroll”/,
    ],
    [
      'a permission that was taken away',
      ({ jira }) => jira.admin.permit('TRANSITION_ISSUES', false),
      /^Permission Transition Issues: leasehold-bot lacks it/,
    ],
    ['another one', ({ jira }) => jira.admin.permit('ADD_COMMENTS', false), /^Permission Add Comments/],
    [
      'a field that is not on the form',
      ({ jira }) => jira.admin.takeFieldOff(ACCESS, 'Duration'),
      /^Form of “Request Application Access”: “Duration” is not on it/,
    ],
    [
      'a request type that is hidden',
      ({ jira }) => jira.admin.showInPortal(ACCESS, false),
      /^Request type “Request Application Access”: It is in no portal group/,
    ],
    [
      'a webhook that was removed',
      ({ jira }) => {
        jira.state.webhooks = [];
      },
      /^Webhook in Jira: None is registered for http:\/\/127.0.0.1:8080\/webhooks\/jira/,
    ],
    [
      'a webhook that was disabled',
      ({ jira }) => {
        for (const hook of jira.state.webhooks) hook.enabled = false;
      },
      /^Webhook in Jira: “Leasehold”: it is disabled/,
    ],
  ])('names exactly %s', async (_what, breakIt, sentence) => {
    breakIt(site);
    const lines = wrongIn(await check());
    expect(lines.map((line) => `${line.name}: ${line.detail}`)).toEqual([expect.stringMatching(sentence)]);
    expect(lines[0]?.mend).toMatch(/\.$/);
    expect(lines[0]?.link).toMatch(new RegExp(`^${site.jira.url}/`));
  });

  describe('of everything that the portal needs, taken away one at a time, names exactly that:', () => {
    /** The findings while something is missing; none once it is restored. */
    const without = async (take: () => () => void): Promise<readonly string[]> => {
      const giveBack = take();
      const lines = wrongIn(await check()).map((line) => line.name);
      giveBack();
      expect(wrongIn(await check())).toEqual([]);
      return lines;
    };

    test('each status', async () => {
      const { admin } = site.jira;
      const statuses = mappedStatuses(wanted.portal);
      expect(statuses.length).toBeGreaterThan(6);
      for (const { state, name } of statuses) {
        const lines = await without(() => {
          admin.removeStatus(name);
          return () => admin.drawStatus(name);
        });
        expect(lines).toEqual([`Status “${name}” (${state})`]);
      }
    });

    test('each permission', async () => {
      const { admin } = site.jira;
      for (const { key } of neededPermissions(wanted.portal)) {
        const lines = await without(() => {
          admin.permit(key, false);
          return () => admin.permit(key, true);
        });
        expect(lines).toEqual([expect.stringMatching(/^Permission /)]);
      }
    });

    test('each option, as long as something hangs on it', async () => {
      const options = [
        ...applicationOptions(wanted).needed.map((value) => ['Application', value] as const),
        ...accessTypeOptions(wanted).needed.map((value) => ['Access Type', value] as const),
        ['Break glass', 'Yes'] as const,
      ];
      expect(options.length).toBeGreaterThan(3);
      for (const [name, value] of options) {
        const lines = await without(() => {
          const contexts = site.jira.state.fields.find((each) => each.name === name)?.contexts ?? [];
          const before = contexts.map((each) => each.options);
          site.jira.admin.removeOption(name, value);
          return () => {
            for (const [at, each] of contexts.entries()) each.options = before[at] ?? [];
          };
        });
        expect(lines).toEqual([`Options of ${name}`]);
      }
    });

    test('each field of each form', async () => {
      for (const { use, name } of mappedRequestTypes(wanted.portal))
        for (const field of fieldsOnForm(wanted.portal, use).map((each) => wanted.portal.fields[each] ?? '')) {
          const lines = await without(() => {
            site.jira.admin.takeFieldOff(name, field);
            return () => site.jira.admin.placeField(name, field);
          });
          expect(lines).toEqual([`Form of “${name}”`]);
        }
    });
  });

  test('where people answer Jira’s own approvals, the status in which a request waits must ask them', async () => {
    const { jira } = site;
    const byApprovals = fields({ approver: 'Approvers' });
    const step = { status: 'Waiting for approval', required: 1, approved: 'Approved', declined: 'Denied' };
    const lineOf = async () => (await check(byApprovals)).find((line) => line.name.startsWith('Approval step'));
    const lacking = expect.objectContaining({
      name: 'Approval step of “Waiting for approval”',
      detail: expect.stringContaining('has no approval step there for “Approvers”, so Jira asks nobody'),
      link: expect.stringMatching(/\/workflows$/),
    });
    expect(wrongIn(await check(byApprovals))).toEqual([lacking]);
    jira.admin.setApprovalStep({ ...step, fieldId: 'customfield_10999' });
    expect(wrongIn(await check(byApprovals))).toEqual([lacking]);
    jira.admin.setApprovalStep({ ...step, fieldId: 'customfield_10106', status: 'Approved' });
    expect(wrongIn(await check(byApprovals))).toEqual([lacking]);
    jira.admin.setApprovalStep({ ...step, fieldId: 'customfield_10106' });
    expect(await lineOf()).toMatchObject({ ok: true, detail: 'Jira asks the people in “Approvers”.' });
    expect(wrongIn(await check(byApprovals))).toEqual([]);
    jira.admin.permit('ADMINISTER', false);
    expect(await lineOf()).toMatchObject({ ok: true, detail: expect.stringContaining('Only Jira administrators') });
    expect((await check()).map((line) => line.name)).not.toContain('Approval step of “Waiting for approval”');
  });

  test('a duration that is chosen must be one', async () => {
    const facts = await site.service.facts(wanted.portal);
    const id = wanted.portal.fields.duration ?? '';
    const offering = (...options: string[]) =>
      wrongIn(
        checkPortal({
          facts: {
            ...facts,
            fields: facts.fields.map((each) => (each.id === id ? { ...each, type: 'option' } : each)),
            requestTypes: facts.requestTypes.map((type) => ({
              ...type,
              form: type.form?.map((each) => (each.fieldId === id ? { ...each, options } : each)) ?? null,
            })),
          },
          policy: wanted,
          webhookUrl: WEBHOOK_URL,
          deliveries: { accepted: null, refused: null },
          now: new Date().toISOString(),
        }),
      );
    expect(offering('8h', 'P30D')).toEqual([]);
    expect(offering('8h', 'Two weeks', 'For ever')).toEqual([
      expect.objectContaining({
        name: 'Options of Duration',
        detail: '“Two weeks”, “For ever” cannot be read as a duration.',
      }),
    ]);
  });

  test('a status that no transition leads to, found on a pending request', async () => {
    const { jira } = site;
    const raise = () =>
      jira.actions.create({ requestType: ACCESS, reporter: jira.accountOf('alice@acme.test'), summary: 'x' });
    const { key } = raise();
    expect(wrongIn(await check())).toEqual([]);
    jira.admin.removeTransitionsTo('Denied');
    expect(wrongIn(await check())).toEqual([
      expect.objectContaining({
        name: 'Status “Denied” (denied)',
        detail: `No transition leads there from “Waiting for approval” (checked on ${key}).`,
      }),
    ]);
  });

  test.each<[string, Policy, RegExp]>([
    [
      'a request type that nobody mapped right',
      portal({ requestTypes: { access: 'Ask for Access' } }),
      /^Request type “Ask for Access”: The project has no such request type; it has “Request Application Access”/,
    ],
    [
      'an approver field of the wrong type',
      fields({ approver: 'Duration' }),
      /^Field Duration \(approver\): “Duration” cannot hold the approvers: it is of type string/,
    ],
    ['a field that is not there', fields({ startAt: 'Begin' }), /^Field Begin \(startAt\): Jira has no field “Begin”/],
    [
      'a status by a name that the workflow does not have',
      portal({ statuses: { ...wanted.portal.statuses, denied: ['Rejected'] } }),
      /^Status “Rejected” \(denied\): The workflow of .* has no such status/,
    ],
    ['a project that is not there', portal({ project: 'NOPE' }), /^Project NOPE: There is no project NOPE/],
  ])('names exactly %s', async (_what, mapped, sentence) => {
    const lines = wrongIn(await check(mapped)).filter((line) => !line.name.startsWith('Webhook'));
    expect(lines.map((line) => `${line.name}: ${line.detail}`)).toEqual([expect.stringMatching(sentence)]);
  });

  test.each([
    ['is no service project', { kind: 'software' }, /is not a service project/],
    ['is team-managed', { teamManaged: true }, /is team-managed/],
  ])('a project that %s', async (_what, project, sentence) => {
    const facts = await site.service.facts(wanted.portal);
    if (facts.project === null) throw new Error('There is no project.');
    const lines = wrongIn(await check(wanted, { facts: { ...facts, project: { ...facts.project, ...project } } }));
    expect(lines).toEqual([expect.objectContaining({ detail: expect.stringMatching(sentence) })]);
  });

  test('a transition that asks for what the service cannot fill', async () => {
    const facts = await site.service.facts(wanted.portal);
    const to = [{ status: 'Denied', needs: ['Root cause'] }];
    const transitions = [{ from: 'In Progress', issueKey: 'ACCESS-1', to }];
    expect(wrongIn(await check(wanted, { facts: { ...facts, transitions } }))).toEqual([
      expect.objectContaining({
        name: 'Status “Denied” (denied)',
        detail: 'The transition there requires “Root cause”, which the service cannot fill.',
      }),
    ]);
  });

  test('an account that may not see webhooks passes once a webhook has arrived', async () => {
    site.jira.admin.permit('ADMINISTER', false);
    expect(wrongIn(await check())).toEqual([
      expect.objectContaining({ name: 'Webhook in Jira', detail: expect.stringContaining('None has arrived so far') }),
    ]);
    expect(wrongIn(await check(wanted, { deliveries: { accepted: minutesAgo(1), refused: null } }))).toEqual([]);
  });

  test('webhooks that do not arrive are noticed: refused, given up on, or missing', async () => {
    const deliveriesOf = async (accepted: string | null, refused: string | null = null, now?: string) =>
      (await check(wanted, { deliveries: { accepted, refused }, ...(now === undefined ? {} : { now }) })).find(
        (line) => line.name === 'Webhook deliveries',
      );
    expect(await deliveriesOf(minutesAgo(60), minutesAgo(5))).toMatchObject({
      ok: false,
      detail: expect.stringContaining('signed with another secret'),
    });
    expect(await deliveriesOf(minutesAgo(5), minutesAgo(60))).toMatchObject({ ok: true });

    // Only apps can see failures: an API token gets 403, which is no fault.
    site.jira.state.failedWebhooks.push({ id: '1', url: WEBHOOK_URL, body: '', failureTime: Date.now() - 60_000 });
    expect(await deliveriesOf(minutesAgo(60))).toMatchObject({ ok: true });
    site.jira.state.accountIsApp = true;
    expect(await deliveriesOf(minutesAgo(60))).toMatchObject({ ok: false, detail: expect.stringContaining('gave up') });
    expect(await deliveriesOf(minutesAgo(0))).toMatchObject({ ok: true, detail: expect.stringContaining('1 failed') });
    site.jira.state.failedWebhooks = [];

    site.jira.actions.create({ requestType: ACCESS, reporter: BOT.jiraId, summary: 'x' });
    const anHourLater = new Date(Date.now() + 3_600_000).toISOString();
    expect(await deliveriesOf(null)).toMatchObject({ ok: true });
    expect(await deliveriesOf(null, null, anHourLater)).toMatchObject({
      ok: false,
      detail: expect.stringContaining('no webhook has ever arrived'),
    });
    expect(await deliveriesOf(minutesAgo(30), null, anHourLater)).toMatchObject({ ok: false });
    expect(await deliveriesOf(minutesAgo(0), null, anHourLater)).toMatchObject({ ok: true });
  });

  test('an address that Jira Cloud cannot reach', async () => {
    const facts = { ...(await site.service.facts(wanted.portal)), site: 'https://acme.atlassian.net' };
    expect((await check(wanted, { facts })).find((line) => line.name === 'Webhook address')).toMatchObject({
      ok: false,
      detail: `${WEBHOOK_URL} is this machine; Jira cannot reach it.`,
    });
  });

  test('the pickers offer what the site has, by names and ids', async () => {
    expect(await site.service.choices('ACCESS')).toMatchObject({
      projects: [{ key: 'ACCESS', name: 'Access Requests' }],
      requestTypes: [{ id: '41', name: ACCESS, inPortal: true }, {}, {}],
      statuses: expect.arrayContaining(['Waiting for approval', 'Approved']),
      fields: expect.arrayContaining([
        { id: 'customfield_10102', name: 'Access Type', type: 'option', custom: true },
        { id: 'customfield_10106', name: 'Approvers', type: 'array of user', custom: true },
        { id: 'assignee', name: 'Assignee', type: 'user', custom: false },
      ]),
    });
    expect(await site.service.choices('NOPE')).toMatchObject({ requestTypes: [], statuses: [] });
  });

  test('reports whether a person can act as an approver', async () => {
    const { jira, service } = site;
    const lead = jira.accountOf('lead@acme.test');
    expect(await service.approver(lead, 'ACCESS')).toEqual({ exists: true, active: true, mayMove: true });
    expect(await service.approver(jira.accountOf('rosa@acme.test'), 'ACCESS')).toMatchObject({ mayMove: false });
    expect(await service.approver('712020:nobody', 'ACCESS')).toEqual({ exists: false, active: false, mayMove: false });
    Object.assign(jira.state.users.find((user) => user.accountId === lead) ?? {}, { active: false });
    expect(await service.approver(lead, 'ACCESS')).toMatchObject({ active: false });
    for (const permission of ['ADMINISTER', 'ADMINISTER_PROJECTS']) jira.admin.permit(permission, false);
    expect(await service.approver(lead, 'ACCESS')).toMatchObject({ mayMove: null });
  });
});
