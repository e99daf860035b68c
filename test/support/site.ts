/** A simulated Jira site, and the tools to set it up as a portal. */
import { type SetUpResult, type SetUpSiteOptions, setUpSite } from '../../commands/boot/set-up-jira.ts';
import { createJiraSide } from '../../connectors/jira/portal/create-jira-side.ts';
import { createPortalSide, type PortalSide } from '../../connectors/jira/portal/portal-side.ts';
import type { Policy } from '../../domain/policy.ts';
import { type JiraSimulator, startJiraSimulator } from '../simulators/jira/jira.ts';
import type { WebhookTarget } from '../simulators/jira/webhooks.ts';
import { BOT } from '../simulators/people.ts';

export const WEBHOOK_URL = 'http://127.0.0.1:8080/webhooks/jira';

/** The portal of the demo, with its fields by their future names. */
export const NAMED_FIELDS = {
  application: 'Application',
  accessType: 'Access Type',
  approver: 'assignee',
  duration: 'Duration',
  justification: 'description',
  subject: 'For whom',
  startAt: 'Start',
  breakGlass: 'Break glass',
};

export interface Site {
  readonly jira: JiraSimulator;
  /** Signed in as the service. */
  readonly service: PortalSide;
  setUp(policy: Policy, options?: Partial<SetUpSiteOptions> & { admin?: PortalSide }): Promise<SetUpResult>;
  /** Signed in as an administrator or another person. */
  signIn(email: string, token: string): PortalSide;
  /** The changing requests since the last call. */
  writes(): readonly string[];
  close(): Promise<void>;
}

/** @param options `empty: false`: acme's site, whose portal is already set up. */
export async function startSite(options: { empty: boolean; webhook?: WebhookTarget } = { empty: true }): Promise<Site> {
  const token = 'the token of the service';
  const jira = await startJiraSimulator({ ...options, token, adminToken: 'the token of an admin' });
  const signIn = (email: string, apiToken: string): PortalSide =>
    createPortalSide({ url: jira.url, email, apiToken, timeoutMs: 5_000 });
  const service = signIn(BOT.email, token);
  let seen = 0;
  return {
    jira,
    service,
    signIn,
    setUp: (policy, { admin = service, ...options } = {}) =>
      setUpSite(
        {
          policy,
          webhookUrl: WEBHOOK_URL,
          service,
          admin,
          people: createJiraSide({ url: jira.url, email: BOT.email, apiToken: token, timeoutMs: 5_000 }),
          webhookSecret: async () => 'the secret of the webhook',
        },
        { renewSecret: false, dryRun: false, agree: async () => true, progress() {}, ...options },
      ),
    writes() {
      const since = jira.misbehaving.requests.slice(seen);
      seen = jira.misbehaving.requests.length;
      const lines = since.filter((each) => each.method !== 'GET').map((each) => `${each.method} ${each.path}`);
      // Workflows are queried with a body.
      return lines.filter((line) => line !== 'POST /rest/api/3/workflows');
    },
    close: () => jira.close(),
  };
}

/** Takes the manual steps of set-up. */
export function doByHand(jira: JiraSimulator, policy: Pick<Policy, 'portal'>): void {
  const { portal } = policy;
  for (const name of Object.values(portal.statuses).flat()) jira.admin.drawStatus(name);
  for (const name of Object.values(portal.requestTypes).filter((each) => each !== undefined)) {
    jira.admin.showInPortal(name);
    for (const [use, field] of Object.entries(portal.fields))
      if (use !== 'approver' && field !== undefined) jira.admin.placeField(name, field);
  }
  for (const email of ['lead@acme.test', 'owner@acme.test', 'it-owner@acme.test', 'admin@acme.test'])
    if (jira.accountOf(email) !== '') jira.admin.setTeam(email, true);
}
