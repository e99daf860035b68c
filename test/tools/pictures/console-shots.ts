/** The console's pages to photograph, and the clicks before each picture. */
import type { Page } from 'playwright-core';
import type { Company } from './company.ts';

export const LOOKS = [
  { name: 'desk-light', width: 1_440, height: 900, colorScheme: 'light' },
  { name: 'desk-dark', width: 1_440, height: 900, colorScheme: 'dark' },
  { name: 'phone-light', width: 360, height: 760, colorScheme: 'light' },
  { name: 'phone-dark', width: 360, height: 760, colorScheme: 'dark' },
] as const;
export type Look = (typeof LOOKS)[number];

export interface Shot {
  readonly name: string;
  readonly path: string;
  /** The looks that the documentation shows, by the picture's name. */
  readonly docs?: Partial<Record<Look['name'], string>>;
  /** The clicks before the picture. */
  readonly click?: (page: Page) => Promise<unknown>;
}

/** An empty product's advice. */
export const EMPTY: readonly Shot[] = ['', 'requests', 'grants', 'reviews', 'my-access', 'audit'].map((path) => ({
  name: `empty-${path || 'overview'}`,
  path: `/${path}`,
}));

type Keys = Awaited<ReturnType<Company['live']>>;

export function shots(keys: Keys, revocation: string): readonly Shot[] {
  return [
    {
      name: 'overview',
      path: '/',
      docs: { 'desk-light': 'console-overview', 'phone-light': 'console-phone-overview' },
    },
    { name: 'menu', path: '/', click: openMenu },
    { name: 'requests', path: '/requests', docs: { 'desk-light': 'console-requests' } },
    { name: 'requests-none', path: '/requests?subject=nobody@acme.test' },
    {
      name: 'request',
      path: `/requests/${keys.waitingForMe}`,
      docs: { 'desk-light': 'console-request', 'phone-light': 'console-phone-request' },
    },
    {
      name: 'request-approve',
      path: `/requests/${keys.waitingForMe}`,
      click: (page) => page.getByRole('button', { name: 'Approve' }).click(),
    },
    { name: 'request-active', path: `/requests/${keys.active}` },
    { name: 'request-failed', path: `/requests/${keys.failed}` },
    { name: 'request-break-glass', path: `/requests/${keys.breakGlass}` },
    { name: 'request-unknown', path: '/requests/ACCESS-9999' },
    { name: 'my-access', path: '/my-access', docs: { 'desk-light': 'console-my-access' } },
    {
      name: 'my-access-longer',
      path: '/my-access',
      click: (page) => page.getByRole('button', { name: 'Extend' }).first().click(),
    },
    {
      name: 'my-access-give-up',
      path: '/my-access',
      click: (page) => page.getByRole('button', { name: 'Give up' }).first().click(),
    },
    { name: 'grants', path: '/grants', docs: { 'desk-light': 'console-grants' } },
    { name: 'grants-active', path: '/grants?state=active' },
    {
      name: 'grants-extend',
      path: '/grants?state=active',
      click: (page) =>
        page
          .getByRole('button', { name: /^Extend/ })
          .first()
          .click(),
    },
    { name: 'revocation', path: revocation, docs: { 'desk-light': 'console-revocation' } },
    { name: 'reviews', path: '/reviews' },
    { name: 'review', path: `/reviews/break-glass-${keys.breakGlass}` },
    { name: 'applications', path: '/applications' },
    { name: 'application-new', path: '/applications/new' },
    {
      name: 'application',
      path: '/applications/okta',
      docs: { 'desk-light': 'console-application' },
      click: async (page) => {
        await page.getByRole('button', { name: 'Test Connection' }).click();
        await page.getByText('All checks passed.').waitFor();
        await page.getByRole('button', { name: 'Search' }).first().click();
        await page.getByRole('list', { name: 'Found' }).first().waitFor();
      },
    },
    {
      name: 'application-wrong',
      path: '/applications/okta',
      click: async (page) => {
        await page.getByLabel('API token').fill('env:JIRA_API_TOKEN');
        await page.getByRole('button', { name: 'Test Connection' }).click();
        await page.getByText('does not accept the API token').waitFor();
      },
    },
    { name: 'rules', path: '/rules', docs: { 'desk-light': 'console-rules' } },
    { name: 'rule-new', path: '/rules/new' },
    {
      name: 'rule',
      path: '/rules/github-owner',
      docs: { 'desk-light': 'console-rule' },
      click: async (page) => {
        await page.getByLabel('Requester').fill('alice@acme.test');
        await page.getByRole('button', { name: 'Try', exact: true }).click();
        await page.getByText('Head of IT:').waitFor();
      },
    },
    {
      name: 'portal',
      path: '/portal',
      docs: { 'desk-light': 'console-portal' },
      click: async (page) => {
        await page.getByRole('button', { name: 'Check' }).click();
        await page.getByText('No problems found.').waitFor();
      },
    },
    {
      name: 'history',
      path: '/history',
      click: (page) => page.getByRole('button', { name: 'Differences' }).first().click(),
    },
    {
      name: 'audit',
      path: '/audit',
      docs: { 'desk-light': 'console-audit' },
      click: async (page) => {
        await page.getByRole('button', { name: 'Verify' }).click();
        await page.getByText('follow one another unchanged').waitFor();
      },
    },
    { name: 'tokens', path: '/tokens' },
    {
      name: 'token-new',
      path: '/tokens',
      click: (page) => page.getByRole('button', { name: 'Create token' }).first().click(),
    },
    { name: 'nowhere', path: '/nowhere' },
  ];
}

async function openMenu(page: Page): Promise<void> {
  const burger = page.getByRole('button', { name: 'Open menu' });
  if (await burger.isVisible()) await burger.click();
  else await page.getByRole('button', { name: 'Ada Admin' }).click();
}
