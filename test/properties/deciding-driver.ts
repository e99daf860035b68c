/** Does what a list of numbers says to a request, and keeps the truth about it. */
import { randomUUID } from 'node:crypto';
import { macOf } from '../../config/secrets/mac.ts';
import type { IssueSnapshot } from '../../connectors/jira/portal/jira-side.ts';
import { readPlanToken } from '../../domain/approval/plan-token.ts';
import type { RequestView } from '../../domain/ledger/records.ts';
import { decide, issueChanged, type SignedDecision } from '../../workflows/contract/access-request.ts';
import { configurationDocument } from '../support/configuration.ts';
import { accountFor } from '../support/fake-jira.ts';
import {
  ASKER,
  contentOf,
  DURATIONS,
  documentOf,
  LEVELS,
  PEOPLE,
  RULE_SETS,
  START,
  SUBJECTS,
  stagesOf,
} from './deciding-company.ts';
import { DecidingRun, KEY, MAC_KEY } from './deciding-run.ts';
import { type Company, Truth } from './deciding-truth.ts';

/** What is done, and to which of the things that it may be done to. */
export type Move = readonly [what: number, which: number, how: number];

export interface Verdict {
  readonly approved: boolean;
  /** Why it should not have been. */
  readonly wrong: string | undefined;
  readonly log: readonly string[];
}

const STATUSES = ['Approved', 'Approved', 'Approved', 'Denied', 'Waiting for approval'];

class Driver {
  private readonly truth = new Truth();
  private readonly run: DecidingRun;
  private readonly rules: number;
  private company: Company = START;
  private round = 0;
  /** What each token of a plan stands for, and the question that it answers. */
  private readonly shown = new Map<string, { readonly content: string; readonly question: string }>();
  private readonly sent: SignedDecision[] = [];
  private readonly delegatesEnd: number;

  constructor(seed: number) {
    this.rules = seed % RULE_SETS;
    this.delegatesEnd = Date.parse('2026-06-01T00:00:00Z') + 3_600_000;
    this.run = new DecidingRun(this.document());
  }

  private document(): Record<string, unknown> {
    const changes = documentOf(this.rules, this.delegatesEnd);
    const document = configurationDocument(changes);
    const [okta] = document.applications as { accessLevels: unknown }[];
    if (okta !== undefined)
      okta.accessLevels = LEVELS.map((name) => ({ name, entitlements: [{ type: 'group', id: name.toLowerCase() }] }));
    return document;
  }

  async begin(): Promise<void> {
    this.companyIs(START);
    const asked = { by: ASKER, accessType: 'Admin', duration: '10m', justification: 'why' };
    this.run.jira.raise(KEY, asked);
    this.truth.happened('raised');
    await this.run.start();
  }

  async take([what, which, how]: Move): Promise<void> {
    const moves = [
      () => this.work(which),
      () => this.hear(which),
      () => this.work(which),
      () => this.hear(which),
      () => this.calm(),
      () => this.calm(),
      () => this.moveIssue(which, how),
      () => this.moveIssue(which, how),
      () => this.moveIssue(which, how),
      () => this.decide(which, how),
      () => this.decide(which, how),
      () => this.replay(which),
      () => this.edit(which, how),
      () => this.changeCompany(which, how),
      () => this.pass(how),
      () => this.nudge(),
      () => this.run.grow(),
    ];
    await moves[what % moves.length]?.();
    await this.look();
  }

  /** In the end some people say yes to what is shown, so that what was said before has a chance to count wrongly. */
  async end(helpful: number): Promise<Verdict> {
    await this.nudge();
    await this.calm();
    for (const [which] of PEOPLE.entries()) {
      if (this.over || (helpful >> which) % 2 === 0) continue;
      await this.decide(which, 1);
      await this.calm();
    }
    return {
      approved: this.run.approved,
      wrong: this.run.approved ? await this.judge() : undefined,
      log: this.truth.log,
    };
  }

  get over(): boolean {
    return this.run.approved || this.run.over;
  }

  private async judge(): Promise<string | undefined> {
    const view = await this.run.view();
    const { subject, requester, accessLevel } = view;
    const content = planned(view);
    return this.truth.whyNot({
      round: this.round,
      content,
      stages: stagesOf(this.rules, accessLevel ?? ''),
      involved: [subject ?? '', requester ?? '', ASKER],
    });
  }

  /** Remembers what the API shows now. */
  private async look(): Promise<void> {
    if (this.over) return;
    const view = await this.run.view();
    const { plan } = view as RequestView & { readonly plan?: string | null };
    const { round, stage } = readPlanToken(plan ?? '') ?? {};
    if (plan != null) this.shown.set(plan, { content: planned(view), question: `asked-${round}-${stage}` });
    for (const { key } of this.issue().comments) this.truth.askedAt(key);
  }

  private async work(which: number): Promise<void> {
    const waiting = this.run.tasks.filter(({ result }) => result === undefined);
    const task = waiting[which % Math.max(1, waiting.length)];
    if (task === undefined) return;
    this.truth.happened(`a worker does ${task.name}`);
    const [input] = task.args as [{ readonly round?: number }];
    if (task.name === 'intake') this.truth.readFor(input.round ?? 0);
    this.truth.looked();
    await this.run.work(task);
    for (const { key } of this.issue().comments) this.truth.askedAt(key);
  }

  private async hear(which: number): Promise<void> {
    const done = this.run.tasks.filter(({ result }) => result !== undefined);
    const task = done[which % Math.max(1, done.length)];
    if (task === undefined) return;
    this.truth.happened(`the run hears of ${task.name}`);
    const [input] = task.args as [{ readonly round?: number; readonly mac?: string }];
    if (task.name === 'verifyMac') this.truth.verified(input.mac ?? '');
    if (task.name === 'intake' && input.round !== undefined) this.round = input.round;
    await this.run.hear(task);
  }

  private async calm(): Promise<void> {
    for (let rounds = 0; rounds < 200 && !this.over && this.run.tasks.length > 0; rounds += 1) {
      await this.work(0);
      await this.hear(0);
      await this.look();
    }
  }

  private async moveIssue(which: number, how: number): Promise<void> {
    const who = PEOPLE[which % PEOPLE.length] ?? ASKER;
    const to = STATUSES[how % STATUSES.length] ?? 'Approved';
    const { snapshot } = this.issue();
    if (snapshot.status === to) return;
    this.truth.happened(`${who} moves it to ${to}`);
    this.run.jira.move(KEY, who, to);
    const decision = to === 'Approved' ? 'approve' : to === 'Denied' ? 'deny' : undefined;
    if (decision !== undefined) this.truth.voted({ who, decision, content: asked(snapshot) });
    if (how % 3 !== 0) await this.nudge();
  }

  private async decide(which: number, how: number): Promise<void> {
    const who = PEOPLE[which % PEOPLE.length] ?? ASKER;
    const tokens = [...this.shown.keys()];
    // Mostly what is shown now, sometimes what was shown before.
    const plan = how % 4 === 0 ? tokens[which % Math.max(1, tokens.length)] : tokens.at(-1);
    const message = {
      issueKey: KEY,
      actor: who,
      decision: how % 5 === 0 ? ('deny' as const) : ('approve' as const),
      id: randomUUID(),
      ...(plan === undefined ? {} : { plan }),
    };
    const signed = { ...message, mac: macOf(MAC_KEY, 'decision', message) } as SignedDecision;
    this.sent.push(signed);
    this.truth.happened(`${who} answers ${message.decision} to ${plan?.slice(0, 6)}… in the console`);
    const shown = this.shown.get(plan ?? '');
    if (shown !== undefined) this.truth.voted({ who, decision: message.decision, mac: signed.mac, ...shown });
    await this.send(signed);
  }

  private async replay(which: number): Promise<void> {
    const signed = this.sent[which % Math.max(1, this.sent.length)];
    if (signed === undefined) return;
    this.truth.happened(`somebody sends the decision of ${signed.actor} again`);
    await this.send(signed);
  }

  private async send(signed: SignedDecision): Promise<void> {
    void this.run.tell(decide, signed).catch(() => {});
    await new Promise(setImmediate);
  }

  private async edit(which: number, how: number): Promise<void> {
    const who = PEOPLE[how % PEOPLE.length] ?? ASKER;
    const { snapshot } = this.issue();
    const levels = LEVELS.slice(0, 2);
    const changes: readonly [readonly string[], Partial<IssueSnapshot>][] = [
      [['accessType'], { accessType: levels[(levels.indexOf(snapshot.accessType ?? '') + 1) % levels.length] }],
      [['duration'], { duration: snapshot.duration === '10m' ? '2d' : '10m' }],
      [['subject'], { subject: accountFor(SUBJECTS[how % SUBJECTS.length] ?? ASKER) }],
      [['justification'], { justification: `why ${how}` }],
      [['reporter'], { reporter: accountFor(PEOPLE[which % PEOPLE.length] ?? ASKER) }],
    ];
    const [fields, change] = changes[which % changes.length] ?? [[], {}];
    this.truth.happened(`${who} edits ${fields}: ${JSON.stringify(change)}`);
    this.truth.edited(who);
    this.run.jira.edit(KEY, who, change, fields);
    if (how % 3 !== 0) await this.nudge();
  }

  private changeCompany(which: number, how: number): void {
    const who = PEOPLE[which % PEOPLE.length] ?? ASKER;
    const { groups, inactive } = this.company;
    const name = how % 2 === 0 ? 'security' : 'owners';
    const members = groups[name] ?? [];
    if (how % 3 === 0) {
      const closed = inactive.includes(who) ? inactive.filter((each) => each !== who) : [...inactive, who];
      this.truth.happened(`closed accounts are now ${closed}`);
      this.companyIs({ ...this.company, inactive: closed });
      return;
    }
    const changed = members.includes(who) ? members.filter((each) => each !== who) : [...members, who];
    this.truth.happened(`${name} is now ${changed}`);
    this.companyIs({ ...this.company, groups: { ...groups, [name]: changed } });
  }

  private async pass(how: number): Promise<void> {
    this.truth.happened(`time passes (${how % 50} min)`);
    await this.run.pass((how % 50) * 60_000);
    const isPast = this.run.now >= this.delegatesEnd;
    if (isPast && this.company.delegates.length > 0) this.companyIs({ ...this.company, delegates: [] });
  }

  private async nudge(): Promise<void> {
    if (this.over) return;
    this.truth.happened('the run is nudged');
    await this.run.tell(issueChanged, { event: 'jira:issue_updated' });
  }

  private companyIs(company: Company): void {
    this.company = company;
    this.truth.companyIs(company);
    for (const [name, members] of Object.entries(company.groups)) this.run.okta.members.set(name, new Set(members));
    const { suspended } = this.run.okta;
    suspended.clear();
    for (const each of company.inactive) suspended.add(each);
  }

  private issue() {
    const issue = this.run.jira.issues.get(KEY);
    if (issue === undefined) throw new Error('The issue is gone');
    return issue;
  }
}

/** Without a subject, access is asked for the Reporter. */
function asked({ accessType = '', duration = '', subject, reporter, justification = '' }: IssueSnapshot): string {
  const durationMs = DURATIONS[duration as keyof typeof DURATIONS] ?? null;
  const whom = subject?.email ?? reporter?.email ?? ASKER;
  return contentOf({ level: accessType, durationMs, subject: whom, why: justification });
}

function planned({ accessLevel, durationMs, subject, justification }: RequestView): string {
  return contentOf({
    level: accessLevel ?? '',
    durationMs: durationMs ?? null,
    subject: subject ?? '',
    why: justification ?? '',
  });
}

/** Plays a list of moves on a new request. */
export async function play(seed: number, moves: readonly Move[]): Promise<Verdict> {
  const driver = new Driver(seed);
  await driver.begin();
  for (const move of moves) {
    if (driver.over) break;
    await driver.take(move);
  }
  return driver.end(seed);
}
