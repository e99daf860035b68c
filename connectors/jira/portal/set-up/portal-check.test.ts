import { describe, expect, test } from 'vitest';
import type { Policy } from '../../../../domain/policy.ts';
import { checkPortal } from '../../../../domain/portal/check.ts';
import { BOT } from '../../../../test/simulators/people.ts';
import { type Site, WEBHOOK_URL } from '../../../../test/support/site.ts';
import { ACCESS, usePortalCheck } from '../../../../test/support/use-portal-check.ts';

const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

describe('the check of a portal', () => {
  let site: Site;
  const { check, fields, portal, wanted, wrongIn } = usePortalCheck((opened) => {
    site = opened;
  });

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
});
