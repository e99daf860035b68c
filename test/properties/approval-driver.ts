/**
 * A request from its plan to its approval, without Temporal. It does what the workflow does, with the same functions of
 * `domain/`, and records what it accepted. Properties are judged from the record alone.
 */
import {
  type Actor,
  type Approver,
  escalateTo,
  type Interested,
  judgeDecision,
  type OpenStage,
  requiredApprovals,
  seatApprovers,
  tally,
} from '../../domain/approval/approvals.ts';
import { judgeReassignment, reassignSeat } from '../../domain/approval/reassignment.ts';
import { type Deadlines, deadlinesOf, nextDeadline } from '../../domain/approval/stage-deadlines.ts';
import type { Decision } from '../../domain/ledger/records.ts';
import type { Plan } from '../../domain/planning/plan.ts';
import { delegatesOf, fallbackChain } from '../../domain/planning/stand-ins.ts';
import type { ApproverRef, Delegate, Stage } from '../../domain/policy.ts';

/** A company: the people behind references. */
export interface Company {
  readonly groups: Readonly<Record<string, readonly string[]>>;
  readonly manager: string | undefined;
  readonly owner: string | undefined;
  readonly admins: readonly ApproverRef[];
  readonly delegates: readonly Delegate[];
  /** People without a known Jira account, identified only by e-mail. */
  readonly withoutAccount: ReadonlySet<string>;
}

export interface Situation {
  readonly company: Company;
  readonly stages: readonly Stage[];
  readonly interested: Interested;
}

export type Event =
  | {
      readonly kind: 'decide';
      readonly who: string;
      readonly decision: 'approve' | 'deny';
      readonly by: 'api' | 'jira' | 'jira, e-mail hidden';
    }
  | { readonly kind: 'reassign'; readonly who: string; readonly to: string }
  /** The next deadline of the open stage passes. */
  | { readonly kind: 'deadline' }
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'edit' };

/** The accepted events, in order. */
export type Entry =
  | { readonly kind: 'opened'; readonly stage: number; readonly open: OpenStage; readonly at: number }
  | {
      readonly kind: 'vote';
      readonly stage: number;
      readonly who: string;
      readonly seat: string;
      readonly decision: 'approve' | 'deny';
      readonly at: number;
    }
  | {
      readonly kind: 'handed over';
      readonly stage: number;
      readonly from: string;
      readonly to: string;
      readonly at: number;
    }
  | { readonly kind: 'escalated'; readonly stage: number; readonly at: number }
  | { readonly kind: 'edited'; readonly at: number };

export interface Outcome {
  readonly state: 'waiting' | 'approved' | 'denied' | 'declined' | 'nobody to ask';
  readonly record: readonly Entry[];
}

const accountOf = (email: string): string => `account of ${email}`;

/** Runs all events on the request, starting when it was planned. */
export function run(situation: Situation, events: readonly Event[]): Outcome {
  const request = new Request(situation);
  request.begin();
  for (const event of events) {
    if (request.state !== 'waiting') break;
    request.take(event);
  }
  return { state: request.state, record: request.record };
}

class Request {
  state: Outcome['state'] = 'waiting';
  record: Entry[] = [];
  private now = Date.parse('2026-06-01T00:00:00Z');
  private decisions: Decision[] = [];
  private open: OpenStage | undefined;
  private deadlines: Deadlines = {};
  private readonly situation: Situation;

  constructor(situation: Situation) {
    this.situation = situation;
  }

  begin(): void {
    this.openStage(0);
  }

  take(event: Event): void {
    if (event.kind === 'decide') this.decide(event);
    else if (event.kind === 'reassign') this.reassign(event.who, event.to);
    else if (event.kind === 'wait') this.passTime(event.ms);
    else if (event.kind === 'deadline') this.passTime((nextDeadline(this.deadlines)?.at ?? this.now) - this.now);
    else {
      this.decisions = [];
      this.record.push({ kind: 'edited', at: this.now });
      this.openStage(0);
    }
  }

  private openStage(index: number): void {
    const { stages, interested } = this.situation;
    const stage = stages[index];
    if (stage === undefined) {
      this.open = undefined;
      this.state = 'approved';
      return;
    }
    const first = this.find(stage.approvers);
    const fallbacks = fallbackChain(stage, this.plan(), this.situation.company.admins).map((refs) => this.find(refs));
    const enough = seatApprovers({ approvers: first, fallbacks: [] }, stage, interested, this.decisions);
    const approvers =
      enough.length > 0 ? enough : seatApprovers({ approvers: first, fallbacks }, stage, interested, this.decisions);
    if (approvers.length === 0) {
      this.open = undefined;
      this.state = 'nobody to ask';
      return;
    }
    this.open = {
      index,
      name: `Stage ${index + 1}`,
      approvers,
      require: requiredApprovals(stage, approvers),
      denials: stage.denials,
      openedAt: new Date(this.now).toISOString(),
      escalated: false,
    };
    this.deadlines = deadlinesOf(stage, this.open);
    this.record.push({ kind: 'opened', stage: index, open: this.open, at: this.now });
  }

  private decide({ who, decision, by }: Event & { kind: 'decide' }): void {
    if (this.open === undefined) return;
    const actor: Actor =
      by === 'api' ? { email: who } : { accountId: accountOf(who), ...(by === 'jira' ? { email: who } : {}) };
    const judged = judgeDecision(this.open, this.decisions, actor, decision, this.situation.interested);
    if (judged.outcome !== 'counts') return;
    const { email, seat } = judged.approver;
    this.decisions = [
      ...this.decisions,
      {
        stage: this.open.index,
        decision,
        by: email,
        at: new Date(this.now).toISOString(),
        channel: by === 'api' ? 'api' : 'jira',
        ...(seat === email ? {} : { inPlaceOf: seat }),
      },
    ];
    // The record has the person who acted, not the approver that they count as.
    this.record.push({ kind: 'vote', stage: this.open.index, who, seat, decision, at: this.now });
    this.count();
  }

  private count(): void {
    if (this.open === undefined) return;
    const { verdict } = tally(this.open, this.decisions);
    if (verdict === 'denied') this.state = 'denied';
    if (verdict === 'approved') this.openStage(this.open.index + 1);
  }

  private reassign(who: string, to: string): void {
    const stage = this.open === undefined ? undefined : this.situation.stages[this.open.index];
    if (this.open === undefined || stage === undefined) return;
    const { company, interested } = this.situation;
    const owners = company.owner === undefined ? [] : [company.owner];
    const context = { open: this.open, stage, decisions: this.decisions, interested, owners };
    const judged = judgeReassignment(context, { email: who }, to);
    const allowed =
      judged.outcome === 'allowed' ||
      (judged.outcome === 'unknown' && this.find(judged.refs).some((each) => each.email === to && each.seat === to));
    if (!allowed) return;
    this.record.push({ kind: 'handed over', stage: this.open.index, from: who, to, at: this.now });
    this.open = reassignSeat(this.open, who, to);
  }

  /** Processes the deadlines that pass in between. */
  private passTime(ms: number): void {
    const until = this.now + ms;
    for (
      let next = nextDeadline(this.deadlines);
      next !== undefined && next.at <= until;
      next = nextDeadline(this.deadlines)
    ) {
      this.now = Math.max(this.now, next.at);
      delete this.deadlines[next.name];
      if (next.name === 'decline') {
        this.open = undefined;
        this.state = 'declined';
        return;
      }
      if (next.name === 'escalate') this.escalate();
    }
    this.now = until;
  }

  private escalate(): void {
    const stage = this.open === undefined ? undefined : this.situation.stages[this.open.index];
    if (this.open === undefined || stage === undefined) return;
    const { allowRepeatApprovers } = stage;
    const found = seatApprovers(
      { approvers: this.find(stage.escalateTo), fallbacks: [] },
      { require: 1, allowRepeatApprovers },
      this.situation.interested,
      this.decisions,
    );
    this.open = escalateTo(this.open, found).open;
    this.record.push({ kind: 'escalated', stage: this.open.index, at: this.now });
  }

  /** The answers of Okta and Jira. */
  private find(refs: readonly ApproverRef[]): Approver[] {
    const { company } = this.situation;
    const now = new Date(this.now).toISOString();
    return refs
      .flatMap((ref) => peopleBehind(ref, company))
      .flatMap((person) => [
        this.approver(person, person),
        ...delegatesOf(company.delegates, person, now).map((delegate) => this.approver(delegate, person)),
      ]);
  }

  private approver(email: string, seat: string): Approver {
    const known = !this.situation.company.withoutAccount.has(email);
    return { email, seat, via: 'user', ...(known ? { accountId: accountOf(email) } : {}) };
  }

  private plan(): Pick<Plan, 'gives' | 'takes'> {
    const { owner } = this.situation.company;
    return { gives: [], takes: [{ application: 'okta', applicationName: 'Okta', owner, accessLevel: 'Admin' }] };
  }
}

export function peopleBehind(ref: ApproverRef, company: Company): readonly string[] {
  if ('user' in ref) return [ref.user];
  if ('owner' in ref) return company.owner === undefined ? [] : [company.owner];
  if ('manager' in ref) return company.manager === undefined ? [] : [company.manager];
  return company.groups[ref.group] ?? [];
}
