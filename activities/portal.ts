/** Checks the portal and its surroundings, for people who set it up and maintain it. Changes nothing. */

import { cancellationSignal } from '@temporalio/activity';
import type { Portal } from '../domain/policy.ts';
import { checkPortal } from '../domain/portal/check.ts';
import type { PortalFacts } from '../domain/portal/facts.ts';
import { type Finding, well, wrong } from '../domain/portal/finding.ts';
import { TOKEN_PAGE } from '../domain/portal/jira-pages.ts';
import { ProviderError } from '../domain/provider-error.ts';
import { WEBHOOK_ACCEPTED_SETTING, WEBHOOK_REFUSED_SETTING } from '../store/settings/settings-store.ts';
import type { PortalActivities } from '../workflows/contract/activities/looks.ts';
import type {
  CheckResult,
  PortalCheckInput,
  PortalChoicesInput,
  PortalChoicesResult,
} from '../workflows/contract/portal.ts';
import { compareClocks } from './parts/clocks.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { lookAtPeople } from './people/people-check.ts';

export function portalActivities(dependencies: Dependencies): PortalActivities {
  async function checkPortalNow({ portal }: PortalCheckInput): Promise<CheckResult> {
    const { jira, policy } = (await dependencies.configuration()).configuration;
    const of = portal ?? policy.portal;
    const { facts, line } = await connect(dependencies, jira.url, of);
    if (facts === undefined) return resultOf([line]);
    const { settings } = dependencies.store;
    const lines = checkPortal({
      facts,
      policy: { ...policy, portal: of },
      webhookUrl: `${dependencies.publicUrl}/webhooks/jira`,
      deliveries: {
        accepted: (await settings.get(WEBHOOK_ACCEPTED_SETTING)) ?? null,
        refused: (await settings.get(WEBHOOK_REFUSED_SETTING)) ?? null,
      },
      now: (await dependencies.now()).toISOString(),
    });
    return resultOf([line, ...lines]);
  }

  async function readPortalChoices({ project }: PortalChoicesInput): Promise<PortalChoicesResult> {
    const { policy } = (await dependencies.configuration()).configuration;
    try {
      const side = await dependencies.portal();
      return { ok: true, choices: await side.choices(project ?? policy.portal.project, cancellationSignal()) };
    } catch (error) {
      if (error instanceof ProviderError) return { ok: false, why: error.message };
      throw error;
    }
  }

  return {
    checkPortalNow,
    readPortalChoices,
    checkPeople: async (): Promise<CheckResult> => resultOf(await lookAtPeople(dependencies, cancellationSignal())),
    checkClocks: async (): Promise<CheckResult> => resultOf(await compareClocks(dependencies, cancellationSignal())),
  };
}

function resultOf(checks: readonly Finding[]): CheckResult {
  return { ok: checks.every((each) => each.ok), checks };
}

/** The facts, and a line about whether Jira lets us read them. */
async function connect(
  dependencies: Dependencies,
  url: string,
  portal: Portal,
): Promise<{ facts?: PortalFacts; line: Finding }> {
  try {
    const facts = await (await dependencies.portal()).facts(portal, cancellationSignal());
    return { facts, line: well('Jira', `${url} answers, and accepts the token of ${facts.account.displayName}.`) };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { line: notConnected(url, error) };
  }
}

/** The fix when Jira cannot be read at all. */
export function notConnected(url: string, error: ProviderError): Finding {
  if (error.kind === 'unauthorized')
    return wrong(
      'Jira',
      error.message,
      'Make a new API token for jira.email, and put it where jira.apiToken refers to.',
      TOKEN_PAGE,
    );
  if (error.kind === 'unavailable')
    return wrong('Jira', error.message, `Check that ${url} is the address of the site, and reachable from here.`, url);
  return wrong('Jira', error.message, 'Correct what Jira names, and check again.', url);
}
