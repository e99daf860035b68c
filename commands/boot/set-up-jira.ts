/**
 * `leasehold setup jira`: prepares a Jira site for the portal of the configuration file. Runs in the process of the
 * command line, because no worker runs yet; see docs/decisions/0009-set-up-without-workers.md.
 */
import { readFile } from 'node:fs/promises';
import { accountOf } from '../../activities/people/people.ts';
import { parseConfiguration, readConfiguration } from '../../config/document/parse.ts';
import { readEnvironment } from '../../config/environment/environment.ts';
import { resolveCredential } from '../../config/secrets/credentials.ts';
import { createJiraSide } from '../../connectors/jira/portal/create-jira-side.ts';
import type { JiraSide } from '../../connectors/jira/portal/jira-side.ts';
import { createPortalSide, type PortalSide } from '../../connectors/jira/portal/portal-side.ts';
import { namedApprovers } from '../../domain/approval/approver-refs.ts';
import type { Policy } from '../../domain/policy.ts';
import type { PortalFacts } from '../../domain/portal/facts.ts';
import { type ManualStep, manualSteps } from '../../domain/portal/manual-steps.ts';
import { decidesByApprovals } from '../../domain/portal/needs.ts';
import { describeStep, planSetUp, type SetUpPlan } from '../../domain/portal/plan.ts';

/** Total time of one HTTP call, in milliseconds. Jira takes a while to create a project. */
const CALL_TIMEOUT_MS = 60_000;
/** Rounds of planning, because a step can enable another: roles exist only after the project. */
const ROUNDS = 3;

export interface SetUpSiteOptions {
  readonly renewSecret: boolean;
  readonly dryRun: boolean;
  /** Called once with the planned steps. Returns false to cancel. */
  agree(planned: SetUpResult): Promise<boolean>;
  /** Called at the start of each step. */
  progress(line: string): void;
}

export interface SetUpJiraOptions extends SetUpSiteOptions {
  /** Unset: LEASEHOLD_CONFIG. */
  readonly configFile?: string | undefined;
  /**
   * An account that administers Jira, if the service's does not. The token is a reference (`env:NAME`, `file:/path`).
   */
  readonly admin?: { readonly email: string; readonly apiToken: string } | undefined;
}

export interface SetUpResult {
  readonly site: string;
  readonly steps: readonly string[];
  readonly notes: readonly string[];
  readonly refusals: readonly string[];
  /** The steps that an administrator must do manually. */
  readonly manual: readonly ManualStep[];
  /** Whether the steps were done, or none was needed. */
  readonly done: boolean;
}

/** @throws with a sentence when the file, a credential or Jira cannot be used. */
export async function setUpJira(options: SetUpJiraOptions): Promise<SetUpResult> {
  const environment = readEnvironment();
  const file = options.configFile ?? environment.configFile;
  const configuration = parseConfiguration(readConfiguration(await read(file), file), file);
  const { jira, policy } = configuration;
  const connect = async ({ email, apiToken }: { readonly email: string; readonly apiToken: string }) => ({
    url: jira.url,
    email,
    apiToken: await resolveCredential(apiToken),
    timeoutMs: CALL_TIMEOUT_MS,
  });
  const own = await connect(jira);
  return setUpSite(
    {
      policy,
      webhookUrl: `${environment.publicUrl}/webhooks/jira`,
      service: createPortalSide(own),
      people: createJiraSide(own),
      admin: createPortalSide(options.admin === undefined ? own : await connect(options.admin)),
      webhookSecret: () => resolveCredential(jira.webhookSecret),
    },
    options,
  );
}

export interface SiteToSetUp {
  readonly policy: Policy;
  readonly webhookUrl: string;
  /** Authenticated as the service. */
  readonly service: PortalSide;
  readonly people: JiraSide;
  /** Authenticated as the administrator, who may be the service itself. */
  readonly admin: PortalSide;
  webhookSecret(): Promise<string>;
}

/** @throws ProviderError when Jira refuses a step. The next run skips the steps that are done. */
export async function setUpSite(site: SiteToSetUp, options: SetUpSiteOptions): Promise<SetUpResult> {
  const { policy, webhookUrl, admin } = site;
  const service = await site.service.account();
  const look = async (renewSecret = false) => {
    const facts = await admin.setUpFacts(policy.portal);
    return { facts, plan: planSetUp({ facts, policy, webhookUrl, service, renewSecret }) };
  };
  const show = async (facts: PortalFacts, plan: SetUpPlan, done: boolean): Promise<SetUpResult> => ({
    site: facts.site,
    steps: plan.steps.map(describeStep),
    notes: plan.notes,
    refusals: plan.refusals,
    manual: manualSteps({ facts, portal: policy.portal, webhookUrl, powerless: await powerless(site, facts) }),
    done,
  });

  const before = await look(options.renewSecret);
  const nothing = before.plan.steps.length === 0;
  const planned = await show(before.facts, before.plan, nothing);
  if (before.plan.refusals.length > 0 || nothing || options.dryRun) return planned;
  if (!(await options.agree(planned))) return planned;
  let { plan } = before;
  for (let round = 0; round < ROUNDS && plan.steps.length > 0; round += 1) {
    for (const step of plan.steps) {
      options.progress(describeStep(step));
      const secret = step.kind === 'webhook' ? await site.webhookSecret() : '';
      await admin.apply(step, policy.portal, secret);
    }
    plan = (await look()).plan;
  }
  const after = await look();
  return { ...(await show(after.facts, after.plan, true)), steps: planned.steps };
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    throw new Error(`${file} cannot be read. Name the configuration file in LEASEHOLD_CONFIG or --config.`);
  }
}

/** Approvers in the configuration without permission to move requests, as far as Jira reports it. */
async function powerless({ policy, people, admin }: SiteToSetUp, facts: PortalFacts): Promise<readonly string[]> {
  if (facts.project === null || decidesByApprovals(facts.fields, policy.portal)) return [];
  const lacking: string[] = [];
  for (const email of namedApprovers(policy)) {
    const account = await accountOf(email, policy, people);
    if (account === undefined) continue;
    const { mayMove } = await admin.approver(account.accountId, policy.portal.project);
    if (mayMove === false) lacking.push(email);
  }
  return lacking;
}
