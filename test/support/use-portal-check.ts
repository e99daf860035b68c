/** A simulated site with a portal that is complete, and the check of it. Its calls are held to Jira's contract. */
import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import type { Policy } from '../../domain/policy.ts';
import { checkPortal } from '../../domain/portal/check.ts';
import type { PortalCheckInput } from '../../domain/portal/check-input.ts';
import type { Finding } from '../../domain/portal/finding.ts';
import { contractValidator } from '../contracts/validate.ts';
import { policy } from './policy.ts';
import { type Site, startSite, WEBHOOK_URL } from './site.ts';

export const ACCESS = 'Request Application Access';

/**
 * Call it within `describe`. Each test has a site of its own.
 * @param opened gets the site before each test.
 */
export function usePortalCheck(opened: (site: Site) => void) {
  let site: Site;
  const problems: string[] = [];
  const wanted = policy();
  beforeEach(async () => {
    site = await startSite({ empty: false, webhook: { url: WEBHOOK_URL, secret: 'secret' } });
    opened(site);
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
  return { wanted, check, wrongIn, portal, fields };
}
