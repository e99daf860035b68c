/** The people and rules of the interleavings, small enough that what they do often meets. */
import type { Company, Content, StageRule } from './deciding-truth.ts';

const at = (name: string): string => `${name}@acme.test`;

export const ASKER = at('alice');
/** People who do things to the request: approvers, and some who are not. */
export const PEOPLE = ['alice', 'carol', 'ann', 'ben', 'cid', 'dan', 'eve', 'fay', 'mallory'].map(at);
export const SUBJECTS = [ASKER, at('carol')];
export const LEVELS = ['Admin', 'Viewer', 'Open'];
export const DURATIONS = { '10m': 600_000, '2d': 172_800_000 };

export const START: Company = {
  groups: { security: [at('cid'), at('dan'), at('ben')], owners: [at('eve'), at('ann')] },
  inactive: [],
  delegates: [{ from: at('ann'), to: at('fay') }],
};

/** The stages of each level, chosen by a number. */
const RULES: readonly Readonly<Record<string, readonly StageRule[]>>[] = [
  { Admin: [{ approvers: [at('ann')], require: 1 }], Viewer: [{ approvers: ['g:security'], require: 1 }] },
  {
    Admin: [{ approvers: ['g:security'], require: 2 }],
    Viewer: [{ approvers: [at('ben'), at('ann')], require: 1 }],
  },
  {
    Admin: [
      { approvers: [at('ann'), at('ben')], require: 1 },
      { approvers: ['g:security'], require: 1 },
    ],
    Viewer: [{ approvers: [at('ann')], require: 1 }],
  },
  {
    Admin: [{ approvers: ['g:security', 'g:owners'], require: 'each' }],
    Viewer: [{ approvers: [at('eve'), at('fay'), at('ann')], require: 2 }],
  },
];
export const RULE_SETS = RULES.length;

export function stagesOf(rules: number, level: string): readonly StageRule[] {
  return RULES[rules]?.[level] ?? [];
}

/** As `leasehold.yaml` has it. `delegates` end at an instant, in epoch milliseconds. */
export function documentOf(rules: number, delegatesEnd: number): Record<string, unknown> {
  const stage = ({ approvers, require }: StageRule) => ({
    approvers: approvers.map((each) => (each.startsWith('g:') ? { group: `okta:${each.slice(2)}` } : { user: each })),
    require: require === 'each' ? { each: 1 } : require,
  });
  return {
    admins: [{ user: at('admin') }],
    delegates: START.delegates.map((each) => ({
      ...each,
      start: '2026-05-01T00:00:00Z',
      end: new Date(delegatesEnd).toISOString(),
    })),
    rules: LEVELS.map((accessLevel) => {
      const stages = stagesOf(rules, accessLevel).map(stage);
      return {
        key: `okta-${accessLevel.toLowerCase()}`,
        application: 'okta',
        accessLevel,
        ...(stages.length === 0 ? {} : { approval: { stages } }),
        duration: { default: '1h', max: '30d' },
      };
    }),
  };
}

/** What an approver of a request must know. */
export function contentOf(asked: {
  readonly level: string;
  readonly durationMs: number | null;
  readonly subject: string;
  readonly why: string;
}): Content {
  return JSON.stringify([asked.level, asked.durationMs, asked.subject, asked.why]);
}
