/**
 * The truth about one request, kept beside it and never read from it: who said what, to which question, and who was an
 * approver when. An approval is judged from this alone.
 */

/** What is asked, as far as an approver must know it. */
export type Content = string;

export interface Company {
  readonly groups: Readonly<Record<string, readonly string[]>>;
  /** People whose accounts are closed. */
  readonly inactive: readonly string[];
  /** Who decides in whose place. */
  readonly delegates: readonly { readonly from: string; readonly to: string }[];
}

/** A stage of the rule, in the terms of this test: `g:` is a group, anything else a person. */
export interface StageRule {
  readonly approvers: readonly string[];
  /** How many; or one from each of the entries. */
  readonly require: number | 'each';
}

interface Vote {
  readonly step: number;
  readonly who: string;
  readonly decision: 'approve' | 'deny';
  /** What was shown to them. */
  readonly content: Content;
  /** By API: the question that was shown. */
  readonly question?: string | undefined;
  /** By API: the signature, by which it is known from when it is verified. */
  readonly mac?: string | undefined;
}

export class Truth {
  /** Counts everything that happens: the order is what matters, many things happen in one millisecond. */
  step = 0;
  readonly log: string[] = [];
  private readonly votes: Vote[] = [];
  /** The steps at which signatures were verified, by signature. */
  private readonly verifications = new Map<string, number>();
  private readonly companies: { readonly step: number; readonly company: Company }[] = [];
  private readonly edits: { readonly step: number; readonly who: string }[] = [];
  private readonly asked = new Map<string, number>();
  private readonly readings = new Map<number, number>();
  /** The steps at which the product could look at the company. */
  private readonly looks: number[] = [];

  happened(what: string): void {
    this.step += 1;
    this.log.push(`${this.step} ${what}`);
  }

  voted(vote: Omit<Vote, 'step'>): void {
    this.votes.push({ ...vote, step: this.step });
  }

  verified(mac: string): void {
    if (!this.verifications.has(mac)) this.verifications.set(mac, this.step);
  }

  companyIs(company: Company): void {
    this.companies.push({ step: this.step, company });
  }

  edited(who: string): void {
    this.edits.push({ step: this.step, who });
  }

  /** A comment stands on the issue; of the questions of a stage, the first counts. */
  askedAt(comment: string): void {
    const [question] = /^asked-\d+-\d+/.exec(comment) ?? [];
    if (question !== undefined && !this.asked.has(question)) this.asked.set(question, this.step);
  }

  /** The issue was read for a round. */
  readFor(round: number): void {
    this.readings.set(round, this.step);
  }

  looked(): void {
    this.looks.push(this.step);
  }

  /**
   * Why an approval should not be: `undefined` if for each stage there was an instant at which enough people, approvers
   * then and without an interest, had said yes to this content after they were asked.
   */
  whyNot(approved: {
    readonly round: number;
    readonly content: Content;
    readonly stages: readonly StageRule[];
    readonly involved: readonly string[];
  }): string | undefined {
    const { round, content, stages, involved } = approved;
    const read = this.readings.get(round) ?? 0;
    const editors = this.edits.filter(({ step }) => step <= read).map(({ who }) => who);
    const interested = new Set([...involved, ...editors]);
    for (const [index, stage] of stages.entries()) {
      const question = `asked-${round}-${index}`;
      const asked = this.asked.get(question);
      if (asked === undefined) return `stage ${index} was never asked`;
      const met = this.looks.some((at) => {
        const yes = this.yesAt(at, { asked, content, question }).filter((who) => !interested.has(who));
        return isMet(stage, yes, this.companyAt(at));
      });
      if (!met)
        return `stage ${index} of round ${round} for ${content} was not approved; interested: ${[...interested]}`;
    }
    return undefined;
  }

  private yesAt(at: number, about: { asked: number; content: Content; question: string }): readonly string[] {
    const last = new Map<string, 'approve' | 'deny'>();
    for (const vote of this.votes) {
      if (vote.step > at || vote.step <= about.asked || vote.content !== about.content) continue;
      if (vote.question !== undefined && vote.question !== about.question) continue;
      // Nobody takes back a yes by words that have not arrived.
      if (vote.decision === 'deny' && vote.mac !== undefined && !this.isVerified(vote.mac, at)) continue;
      last.set(vote.who, vote.decision);
    }
    return [...last].flatMap(([who, decision]) => (decision === 'approve' ? [who] : []));
  }

  private isVerified(mac: string, at: number): boolean {
    return (this.verifications.get(mac) ?? Number.POSITIVE_INFINITY) <= at;
  }

  private companyAt(at: number): Company {
    const known = this.companies.findLast(({ step }) => step <= at);
    if (known === undefined) throw new Error('There is no company yet');
    return known.company;
  }
}

/** Whether enough people said yes: each counts once, in the place of one person or of one entry. */
function isMet({ approvers, require }: StageRule, yes: readonly string[], company: Company): boolean {
  const entries = approvers.map((entry) => seatsOf(entry, company));
  const byEach = yes.map((who) =>
    entries.flatMap((seats, entry) => (seats.some((each) => each.by.includes(who)) ? [`${entry}`] : [])),
  );
  if (require === 'each') return matched(byEach) === approvers.length;
  const bySeat = yes.map((who) => entries.flat().flatMap(({ seat, by }) => (by.includes(who) ? [seat] : [])));
  return matched(bySeat) >= require;
}

interface Seat {
  readonly seat: string;
  /** Who may decide for it. */
  readonly by: readonly string[];
}

function seatsOf(entry: string, { groups, inactive, delegates }: Company): readonly Seat[] {
  const people = entry.startsWith('g:') ? (groups[entry.slice(2)] ?? []) : [entry];
  return people.map((seat) => ({
    seat,
    by: [seat, ...delegates.filter(({ from }) => from === seat).map(({ to }) => to)].filter(
      (who) => !inactive.includes(who) && !inactive.includes(seat),
    ),
  }));
}

/** How many can be given a place of their own: a matching, by augmenting paths. */
function matched(places: readonly (readonly string[])[]): number {
  const holder = new Map<string, number>();
  const place = (who: number, tried: Set<string>): boolean => {
    for (const each of places[who] ?? []) {
      if (tried.has(each)) continue;
      tried.add(each);
      const other = holder.get(each);
      if (other === undefined || place(other, tried)) {
        holder.set(each, who);
        return true;
      }
    }
    return false;
  };
  return places.filter((_, who) => place(who, new Set())).length;
}
