import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Policy } from '../../../../domain/policy.ts';
import { checkPortal } from '../../../../domain/portal/check.ts';
import { contractValidator } from '../../../../test/contracts/validate.ts';
import { rule } from '../../../../test/support/configuration.ts';
import { OKTA, policy } from '../../../../test/support/policy.ts';
import { doByHand, NAMED_FIELDS, type Site, startSite, WEBHOOK_URL } from '../../../../test/support/site.ts';

const named = (changes: Record<string, unknown> = {}): Policy => {
  const parsed = policy(changes);
  return { ...parsed, portal: { ...parsed.portal, fields: NAMED_FIELDS } };
};

describe('setting up an empty site', () => {
  let site: Site;
  beforeEach(async () => {
    site = await startSite();
  });
  afterEach(async () => {
    const contract = contractValidator('jira.json', 'jsm.json', 'jira-by-hand.json');
    expect([...new Set(site.jira.misbehaving.requests.flatMap(contract.problemsOf))]).toEqual([]);
    await site.close();
  });
  const failing = async (wanted: Policy): Promise<readonly string[]> => {
    const facts = await site.service.facts(wanted.portal);
    const now = new Date().toISOString();
    const deliveries = { accepted: null, refused: null };
    return checkPortal({ facts, policy: wanted, webhookUrl: WEBHOOK_URL, deliveries, now })
      .filter((line) => !line.ok)
      .map((line) => `${line.name}: ${line.detail}`);
  };
  const optionsOf = (name: string) =>
    site.jira.state.fields
      .find((each) => each.name === name)
      ?.contexts?.[0]?.options.map(({ value, disabled }) => (disabled ? `${value} (disabled)` : value));

  test('a dry run shows the whole plan, with the manual steps, and changes nothing', async () => {
    const planned = await site.setUp(named(), { dryRun: true });
    expect(planned.done).toBe(false);
    expect(planned.steps).toEqual([
      'Create the service project ACCESS, “Access Requests”',
      expect.stringMatching(/^Create the statuses Waiting for approval, Approved, Denied/),
      'Create the field “Application” with the options Okta',
      'Create the field “Access Type” with the options Admin, Viewer',
      'Create the field “Duration” for the length of access',
      'Create the field “For whom” for the person who gets the access',
      'Create the field “Start” for the start of access',
      'Create the field “Break glass” with the options Yes',
      'Create the request type “Request Application Access”',
      'Create the request type “Request Access Removal”',
      'Create the request type “Request Access Change”',
      `Register a webhook to ${WEBHOOK_URL}`,
    ]);
    expect(planned.manual.map((each) => each.link)).toEqual([
      `${site.jira.url}/plugins/servlet/project-config/ACCESS/workflows`,
      ...Array(3).fill(`${site.jira.url}/jira/servicedesk/projects/ACCESS/settings/request-types`),
    ]);
    expect(planned.manual[1]?.what).toBe(
      'Request type “Request Application Access”: add “Description”, “Application”, “Access Type”, “Duration”, “For whom”, “Start”, “Break glass” to its form, and add it to a portal group.',
    );
    expect(site.writes()).toEqual([]);
  });

  test('without consent nothing is done', async () => {
    const result = await site.setUp(named(), { agree: async () => false });
    expect(result.done).toBe(false);
    expect(site.writes()).toEqual([]);
  });

  test('creates all that the API allows; after the manual steps nothing is wrong, and a second run changes nothing', async () => {
    const wanted = named();
    const said: string[] = [];
    const result = await site.setUp(wanted, { progress: (line) => said.push(line) });
    expect(result.done).toBe(true);
    expect(said).toEqual(result.steps);
    expect(result.manual.map((each) => each.what)).toEqual([
      expect.stringMatching(/^Add “Approved”, “Denied”.* to the project’s workflow/),
      expect.stringMatching(/^Request type “Request Application Access”: add .* and add it to a portal group\.$/),
      expect.stringMatching(/^Request type “Request Access Removal”: add “Application”, “Access Type”, “For whom” to/),
      expect.stringMatching(/^Request type “Request Access Change”/),
      expect.stringMatching(/^Allow lead@acme\.test to move requests/),
    ]);
    expect((await failing(wanted)).length).toBeGreaterThan(3);
    doByHand(site.jira, wanted);
    expect(await failing(wanted)).toEqual([]);

    site.writes();
    const again = await site.setUp(wanted);
    expect(again).toMatchObject({ steps: [], notes: [], refusals: [], manual: [], done: true });
    expect(site.writes()).toEqual([]);
    expect(site.jira.state.webhooks).toMatchObject([
      { url: WEBHOOK_URL, jql: 'project = "ACCESS"', secret: 'the secret of the webhook', enabled: true },
    ]);
  });

  test('the approval step of a field of approvers is left to a person, until it is there', async () => {
    const named = policy();
    const wanted = { ...named, portal: { ...named.portal, fields: { ...NAMED_FIELDS, approver: 'Access Approvers' } } };
    const asked = expect.stringMatching(
      /^Add an approval step to “Waiting for approval” in the workflow, with “Access Approvers” as its approvers/,
    );
    const ofStep = (manual: readonly { what: string }[]) =>
      manual.map((each) => each.what).filter((what) => what.includes('approval step'));
    expect(ofStep((await site.setUp(wanted, { dryRun: true })).manual)).toEqual([asked]);
    expect(ofStep((await site.setUp(wanted)).manual)).toEqual([asked]);
    doByHand(site.jira, wanted);
    expect(ofStep((await site.setUp(wanted)).manual)).toEqual([asked]);
    const fieldId = site.jira.state.fields.find((each) => each.name === 'Access Approvers')?.id ?? '';
    const step = { status: 'Waiting for approval', fieldId, required: 1, approved: 'Approved', declined: 'Denied' };
    site.jira.admin.setApprovalStep(step);
    site.writes();
    expect(await site.setUp(wanted)).toMatchObject({ steps: [], manual: [], done: true });
    expect(site.writes()).toEqual([]);
  });

  test('options follow the configuration: added, retired without being deleted, and taken back', async () => {
    await site.setUp(named());
    expect([optionsOf('Application'), optionsOf('Access Type')]).toEqual([['Okta'], ['Admin', 'Viewer']]);
    const levels = (...names: string[]) => names.map((name) => ({ name, entitlements: [{ type: 'group', id: name }] }));
    const github = { ...OKTA, key: 'github', name: 'GitHub', accessLevels: levels('Developer') };
    const two = named({
      applications: [{ ...OKTA, accessLevels: levels('Admin') }, github],
      rules: [rule()],
      roles: [
        {
          key: 'starter',
          name: 'Starter',
          includes: [{ application: 'okta', accessLevel: 'Admin' }],
        },
      ],
    });
    expect((await site.setUp(two)).steps).toEqual([
      'Options of “Application”: add GitHub, Starter',
      'Options of “Access Type”: add Developer; disable Viewer',
    ]);
    expect(optionsOf('Application')).toEqual(['Okta', 'GitHub', 'Starter']);
    expect(optionsOf('Access Type')).toEqual(['Admin', 'Viewer (disabled)', 'Developer']);
    expect((await site.setUp(named())).steps).toEqual([
      'Options of “Application”: disable GitHub, Starter',
      'Options of “Access Type”: enable Viewer; disable Developer',
    ]);
    expect(optionsOf('Access Type')).toEqual(['Admin', 'Viewer', 'Developer (disabled)']);
  });

  test('an option of a field that set-up did not create is left alone, and said', async () => {
    site.jira.admin.createField({
      name: 'Application',
      type: 'com.atlassian.jira.plugin.system.customfieldtypes:select',
    });
    const [context] = site.jira.state.fields.find((each) => each.name === 'Application')?.contexts ?? [];
    context?.options.push({ id: '1', value: 'Payroll', disabled: false });
    const result = await site.setUp(named());
    expect(optionsOf('Application')).toEqual(['Payroll', 'Okta']);
    expect(result.notes).toEqual([expect.stringContaining('The option “Payroll” of “Application” is left alone')]);
  });

  test('goes on where it broke off, and makes nothing twice', async () => {
    const wanted = named();
    const steps = ['POST /rest/api/3/project', 'POST /rest/api/3/field', 'POST */option', 'POST */requesttype'];
    for (const match of steps) {
      site.jira.misbehaving.add({ match, fault: 'drop-after-effect', times: 1 });
      await expect(site.setUp(wanted)).rejects.toThrow(/Jira dropped the connection/);
    }
    expect((await site.setUp(wanted)).done).toBe(true);
    const names = site.jira.state.fields.map((each) => each.name);
    expect(names).toEqual([...new Set(names)]);
    expect(site.jira.state.requestTypes.map((each) => each.name)).toEqual(Object.values(wanted.portal.requestTypes));
    expect(optionsOf('Access Type')).toEqual(['Admin', 'Viewer']);
  });

  test('an administrator sets up for an account that may do less, and adds it to the team', async () => {
    site.jira.admin.permit('ADMINISTER', false);
    site.jira.admin.permit('ADMINISTER_PROJECTS', false);
    await expect(site.setUp(named())).rejects.toThrow(/forbids listing the statuses/);
    const admin = site.signIn('admin@acme.test', 'the token of an admin');
    const result = await site.setUp(named(), { admin });
    expect(result.steps).toContain('Add leasehold-bot to the project’s team');
    expect(site.jira.state.project?.roles.find((role) => role.name === 'Service Desk Team')?.members).toEqual([
      site.jira.accountOf('admin@acme.test'),
      site.jira.accountOf('leasehold-bot@acme.test'),
    ]);
    expect((await site.setUp(named(), { admin })).steps).toEqual([]);
  });

  test('a webhook with another address, disabled or unsigned is fixed; its secret can be renewed', async () => {
    const wanted = named();
    await site.setUp(wanted);
    const [hook] = site.jira.state.webhooks;
    if (hook === undefined) throw new Error('There is no webhook.');
    Object.assign(hook, { url: 'http://old.test/webhooks/jira', enabled: false, secret: '', events: [] });
    const mended = await site.setUp(wanted);
    expect(mended.steps).toEqual([
      expect.stringMatching(
        /^Fix the webhook “Leasehold ACCESS”.*goes to http:\/\/old\.test.*disabled.*without a secret/,
      ),
    ]);
    expect(site.jira.state.webhooks).toMatchObject([{ url: WEBHOOK_URL, enabled: true, events: { length: 3 } }]);
    hook.secret = 'another';
    expect((await site.setUp(wanted)).steps).toEqual([]);
    expect((await site.setUp(wanted, { renewSecret: true })).steps).toHaveLength(1);
    expect(hook.secret).toBe('the secret of the webhook');
  });

  test.each([
    [
      'a field id that the site does not have',
      { application: 'customfield_10101' },
      /application is customfield_10101/,
    ],
    [
      'a field of the wrong type',
      { accessType: 'Approvers' },
      /accessType is “Approvers”, but it is of type array of user/,
    ],
  ])('%s must be decided by a person: nothing is done', async (_what, fields, sentence) => {
    const wanted = named();
    const result = await site.setUp({
      ...wanted,
      portal: { ...wanted.portal, fields: { ...NAMED_FIELDS, ...fields } },
    });
    expect(result.refusals).toEqual([expect.stringMatching(sentence)]);
    expect(site.writes()).toEqual([]);
  });

  test('fields and statuses of a team-managed project are no other’s: they do not count as there', async () => {
    const { state } = site.jira;
    state.fields.push({ id: 'customfield_10900', name: 'Application', type: 'option', scope: '10900' });
    state.statuses.push({ id: '10901', name: 'Approved', category: 'DONE', scope: '10900' });
    const { steps } = await site.setUp(named(), { dryRun: true });
    expect(steps).toContain('Create the field “Application” with the options Okta');
    expect(steps[1]).toMatch(/^Create the statuses .*Approved/);
  });

  test('two fields of one name must be told apart by a person', async () => {
    const type = 'com.atlassian.jira.plugin.system.customfieldtypes:select';
    for (const name of ['Application', 'Application']) site.jira.admin.createField({ name, type });
    expect((await site.setUp(named())).refusals).toEqual([expect.stringContaining('There are 2 fields called')]);
  });
});

test('a portal that is there already is adopted: only the webhook is new', async () => {
  const site = await startSite({ empty: false });
  const result = await site.setUp(policy());
  expect(result).toMatchObject({ steps: [`Register a webhook to ${WEBHOOK_URL}`], notes: [], manual: [] });
  expect(site.writes()).toEqual(['POST /rest/webhooks/1.0/webhook']);
  await site.close();
});
