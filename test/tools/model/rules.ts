/** The promise in the words of the model, and the rules of the protocol that it can do without only by breaking it. */

/** The sentences of the promise. The number is the one in the assertions of the model. */
export const PROMISES: Readonly<Record<number, string>> = {
  1: 'nobody has access that no lease gives',
  2: 'nobody keeps access past the end of the lease by more than three rounds of the keeper',
  3: 'a live lease is held at the provider',
  4: 'the end of one lease leaves the access of another',
  5: 'an extended lease does not end at its earlier time',
  6: 'no access is held while no lease counts its time',
  7: 'a lease that was reported as over is not given later',
};

/** A bounded search: the second run repeats the first one's lease, or has a lease of its own. */
export interface Scenario {
  readonly name: string;
  readonly flags: readonly string[];
  /** How often something goes wrong or a person intervenes. */
  readonly surprises: number;
}

export const ONE_LEASE: Scenario = { name: 'one lease, two runs', flags: [], surprises: 1 };
export const TWO_LEASES: Scenario = { name: 'two leases, one run each', flags: ['-DTWO_LEASES'], surprises: 1 };

export const READ_REMOVALS: Scenario = {
  name: 'one lease, two runs, removals that depend on a read',
  flags: ['-DREAD_REMOVALS'],
  surprises: 1,
};

/** A rule of the protocol, and the sentence that breaks without it. */
export interface Rule {
  /** Ends the macro `WITHOUT_…` of the model. */
  readonly macro: string;
  readonly rule: string;
  readonly breaks: number;
  readonly scenario: Scenario;
}

const inOne = (macro: string, breaks: number, rule: string): Rule => ({ macro, rule, breaks, scenario: ONE_LEASE });
const inTwo = (macro: string, breaks: number, rule: string): Rule => ({ macro, rule, breaks, scenario: TWO_LEASES });

export const RULES: readonly Rule[] = [
  inOne('KEEPER', 2, 'the keeper runs'),
  inOne('TAKEN', 2, 'the keeper converges ended leases until they are marked as taken'),
  inTwo('SECOND_LOOK', 4, 'the keeper converges begun effects that are older than an attempt'),
  inOne('REREAD', 2, 'recordApplied is refused when the version has moved'),
  inOne('FENCE', 2, 'beginEffect is refused when the version has moved'),
  inOne('BEGUN', 2, 'a write is recorded before it is sent'),
  inOne('NEW_DATE', 2, 'a further write gives the row its date'),
  inOne('OWNER', 2, 'a row for several writes is not deleted by one of them'),
  inOne('KEPT_ROW', 2, 'a pass that must be repeated deletes no row'),
  inOne('REMOVAL_OF_ABSENT', 2, 'a removal is sent even if the provider shows no access'),
  {
    macro: 'SECOND_REMOVAL',
    rule: 'a removal that found nothing to remove is tried again after an attempt',
    breaks: 2,
    scenario: READ_REMOVALS,
  },
  inTwo('GRANT_OF_PRESENT', 4, 'a grant is sent even if the provider shows access'),
  inOne('READ_BACK', 2, 'a write is read back'),
  inOne('EARLY_CLOCK', 6, 'the time runs from the begin of the first write'),
  inTwo('OTHERS_CLOCK', 6, 'a write begins the time of all pending leases that it gives'),
  inOne('IF_EXPIRED_BY', 5, 'an end by time is conditional on the end in the ledger'),
  inOne('UNKNOWN', 7, 'an unknown lease is written as ended'),
  inTwo('OTHERS_CLAIMS', 4, 'the claims of all leases count'),
];
