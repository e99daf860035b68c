import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Policy } from '../../../../domain/policy.ts';
import { manualSteps } from '../../../../domain/portal/manual-steps.ts';
import { policy } from '../../../../test/support/policy.ts';
import { NAMED_FIELDS, type Site, startSite, WEBHOOK_URL } from '../../../../test/support/site.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
afterAll(() => site.close());

/** Submits a settings page's form as a browser does. */
async function send(address: string, fields: readonly (readonly [name: string, value: string])[]): Promise<void> {
  const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value]));
  const response = await fetch(address, { method: 'POST', body, redirect: 'manual' });
  expect(response.status).toBe(303);
}

test('the manual steps of set-up can be done on the linked pages', async () => {
  const parsed = policy();
  const wanted: Policy = { ...parsed, portal: { ...parsed.portal, fields: NAMED_FIELDS } };
  const { manual } = await site.setUp(wanted);
  for (const { link } of manual) expect((await fetch(link)).status, link).toBe(200);

  const { state } = site.jira;
  const statuses = Object.values(wanted.portal.statuses).flat();
  const [workflows, ...forms] = manual.map((each) => each.link);
  const people = forms.pop();
  if (workflows === undefined || people === undefined) throw new Error('Nothing is left to do by hand.');
  await send(
    workflows,
    statuses.map((name) => ['status', name]),
  );
  const placed = state.fields.filter(({ name }) =>
    Object.values(NAMED_FIELDS).some((each) => each.toLowerCase() === name.toLowerCase()),
  );
  for (const form of forms) await send(form, [...placed.map(({ id }) => ['field', id] as const), ['portal', 'yes']]);
  await send(people, [['member', 'lead@acme.test']]);

  const facts = await site.service.facts(wanted.portal);
  expect(manualSteps({ facts, portal: wanted.portal, webhookUrl: WEBHOOK_URL, powerless: [] })).toEqual([]);
  expect((await site.setUp(wanted)).manual).toEqual([]);
});
