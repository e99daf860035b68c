/**
 * Comments on and moves the issue, each once. The projection is saved first: Jira may refuse, but the trail must have
 * it.
 */
import { activityInfo, cancellationSignal } from '@temporalio/activity';
import type { JiraSide, StandingComment } from '../connectors/jira/portal/jira-side.ts';
import type { RequestView } from '../domain/ledger/records.ts';
import type { Person } from '../domain/people.ts';
import { findApplication, type Policy, statusForState } from '../domain/policy.ts';
import { isRetryable, ProviderError } from '../domain/provider-error.ts';
import { statusCard } from '../domain/telling/status-card.ts';
import type { ReportActivities, Reported, ReportInput } from '../workflows/contract/activities/report.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import type { Notify } from './parts/notify.ts';
import { adminsOf } from './people/approvers.ts';
import { accountOf } from './people/people.ts';

/** Reporting as other activities use it, within an attempt of their own. */
export function createReporter(dependencies: Dependencies, notify: Notify): ReportActivities {
  async function announce(input: ReportInput): Promise<void> {
    const { issueKey, comment, remember, event, also } = input;
    if (event === undefined || remember === undefined || !(await isFirst(dependencies, input))) return;
    await notify({ name: event, also, issueKey, text: comment?.paragraphs.join('\n') ?? '', view: remember.view });
  }

  return {
    announce,
    async report(input) {
      const { issueKey, remember, ...said } = input;
      const { requests } = dependencies.store;
      let behind: number | undefined;
      if (remember !== undefined) {
        const untold = remember.untold === undefined ? undefined : [said, ...remember.untold];
        behind = await requests.save(remember.view, remember.events, untold);
      }
      await announce(input);
      const reported = await say(input, behind === undefined);
      if (remember?.untold !== undefined) await requests.told(issueKey, said);
      return behind === undefined ? reported : { ...reported, behind };
    },
  };

  /** Makes the report in Jira. @param isCurrent the projection is not older than the stored one, so the card shows it. */
  async function say(input: ReportInput, isCurrent: boolean): Promise<Reported> {
    const { issueKey, comment, remember } = input;
    const { policy } = (await dependencies.configuration()).configuration;
    const jira = await dependencies.jira();
    const signal = cancellationSignal();
    if (remember !== undefined && isCurrent) await rewriteCard(dependencies, policy, issueKey, remember.view);
    const withAccounts = (people: readonly Person[] | undefined) => accountsOf(people ?? [], policy, jira, signal);
    let said: Reported = {};
    if (comment !== undefined) {
      const admins: Person[] = [];
      if (comment.mentionAdmins === true) for await (const admin of adminsOf(dependencies)) admins.push(admin);
      const mention = await withAccounts([...(comment.mention ?? []), ...admins]);
      const { at } = await commentOnce(dependencies, issueKey, { ...comment, mention }, remember?.view);
      if (!Number.isNaN(Date.parse(at))) said = { saidAt: at };
    }
    const approvers = (await withAccounts(input.approvers)).filter((each) => each.accountId !== undefined);
    if (approvers.length > 0) await jira.setApprovers(issueKey, policy.portal, approvers, signal);
    const status = input.moveTo === undefined ? undefined : statusForState(policy.portal, input.moveTo);
    if (status === undefined) return said;
    if (input.onlyFrom !== undefined) {
      const issue = await jira.readIssue(issueKey, policy.portal, signal);
      if (issue === undefined || issue.status.toLowerCase() !== input.onlyFrom.toLowerCase()) return said;
    }
    await jira.moveTo(issueKey, status, signal);
    return said;
  }
}

/** People with their Jira accounts; unchanged where Jira does not know them. */
async function accountsOf(
  people: readonly Person[],
  policy: Policy,
  jira: JiraSide,
  signal: AbortSignal,
): Promise<readonly Person[]> {
  const find = async (person: Person): Promise<Person> => {
    if (person.accountId !== undefined || person.email === '') return person;
    try {
      const account = await accountOf(person.email, policy, jira, signal);
      return account === undefined ? person : { ...account, ...person };
    } catch (error) {
      if (error instanceof ProviderError && !isRetryable(error.kind)) return person;
      throw error;
    }
  };
  return Promise.all(people.map(find));
}

/** A report that is retried because Jira is unavailable must not notify Slack every time. */
async function isFirst({ store }: Dependencies, { issueKey, comment, event }: ReportInput): Promise<boolean> {
  return (await store.effects.begin(`notified/${issueKey}/${event}/${comment?.key ?? ''}`)) === 'fresh';
}

async function commentOnce(
  dependencies: Dependencies,
  issueKey: string,
  comment: NonNullable<ReportInput['comment']>,
  view: RequestView | undefined,
): Promise<StandingComment> {
  const { store } = dependencies;
  const key = commentKey(issueKey, comment.key);
  const begun = await store.effects.begin(key);
  const known = begun === 'done' ? standingOf(await store.effects.reference(key)) : undefined;
  if (known !== undefined) return known;
  const jira = await dependencies.jira();
  const standing = await jira.comment(
    issueKey,
    { ...comment, links: linksOf(dependencies, issueKey, view, comment.review) },
    // Begun by an earlier attempt with unknown outcome, or written by an earlier version, which kept no time.
    { mayExist: begun !== 'fresh' },
    cancellationSignal(),
  );
  await store.effects.done(key, `${standing.id} ${standing.at}`);
  return standing;
}

/** A comment from its reference; `undefined` for one of an earlier version, which is the id alone. */
function standingOf(reference: string | undefined): StandingComment | undefined {
  const [id, at] = reference?.split(' ') ?? [];
  return id === undefined || at === undefined ? undefined : { id, at };
}

/** Keeps the one comment up to date that shows the state of the request, so that readers need not read all comments. */
async function rewriteCard(
  dependencies: Dependencies,
  policy: Policy,
  issueKey: string,
  view: RequestView,
): Promise<void> {
  const { effects } = dependencies.store;
  const application = findApplication(policy, view.application ?? '')?.name;
  const paragraphs = statusCard(view, application);
  const card = { key: STATUS_CARD, paragraphs, links: linksOf(dependencies, issueKey, view) };
  const [id] = (await effects.reference(commentKey(issueKey, STATUS_CARD)))?.split(' ') ?? [];
  const jira = await dependencies.jira();
  if (id !== undefined) {
    // A person deleted it: they do not want it.
    await jira.rewriteComment(issueKey, id, card, cancellationSignal());
    return;
  }
  await commentOnce(dependencies, issueKey, card, view);
}

const STATUS_CARD = 'status';

function commentKey(issueKey: string, key: string): string {
  return `comment/${issueKey}/${key}`;
}

function linksOf(
  dependencies: Dependencies,
  issueKey: string,
  view: RequestView | undefined,
  review = view?.review?.id,
) {
  const { workflowExecution } = activityInfo();
  const run = `${encodeURIComponent(workflowExecution?.workflowId ?? '')}/${workflowExecution?.runId ?? ''}`;
  return [
    ...(review === undefined
      ? []
      : [{ text: 'Review', href: `${dependencies.publicUrl}/reviews/${encodeURIComponent(review)}` }]),
    { text: 'Request', href: `${dependencies.publicUrl}/requests/${encodeURIComponent(view?.key ?? issueKey)}` },
    { text: 'Run', href: `${dependencies.temporalUiUrl}/namespaces/${dependencies.namespace}/workflows/${run}` },
  ];
}

export function reportActivities(reporter: ReportActivities): ReportActivities {
  return { report: guarded('reporting', reporter.report), announce: guarded('reporting', reporter.announce) };
}
