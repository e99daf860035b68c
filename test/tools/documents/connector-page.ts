/** Which verbs each system's connector has, as a page, from what the connectors say about themselves. */
import type { Abilities, About, Field } from '../../../connectors/about.ts';
import { SYSTEMS } from '../../../connectors/systems.ts';
import { markdownTable } from './markdown-table.ts';

/** What not every system can, and what it is for. */
const ABILITIES = [
  ['suspend', 'suspends a person'],
  ['endSessions', 'ends sessions'],
  ['profile', 'attributes of people (identity provider)'],
  ['listSubjects', 'lists people (birthrights)'],
] as const satisfies readonly (readonly [keyof Abilities, string])[];

export function connectorPage(): string {
  const header = ['system', 'entitlement types', ...ABILITIES.map(([, title]) => title)];
  const rows = SYSTEMS.map(({ kind, name, entitlementTypes, can }) => [
    `[${name}](${kind}.md)`,
    entitlementTypes.map(({ type }) => type).join(', '),
    ...ABILITIES.map(([ability]) => (can[ability] ? 'yes' : '—')),
  ]);
  return `# Connectors

Every connector tests its connection, finds people, gives, takes away, reads back, and lists members and what can be given, over all pages. What
differs is in the first table; the second says what each is set up with. Both are written from \`connectors/*/about.ts\`: \`npm run connector-table\`.
How to add a system: [new.md](new.md).

${markdownTable([header, ...rows])}

## What each is set up with

Where there are several ways to sign in, one of them is enough.

${SYSTEMS.map(setUpTable).join('\n\n')}
`;
}

function setUpTable({ name, fields, signIn }: About): string {
  const rowOf = (way: string) => (field: Field) => [
    field.label,
    field.places.map((place) => `\`${place}.${field.name}\``).join(' or '),
    field.needed ? 'yes' : '—',
    way,
  ];
  const several = signIn.length > 1;
  const rows = [
    ...fields.map(rowOf('—')),
    ...signIn.flatMap((way) => {
      const label = several ? way.label : '—';
      return way.fields.length === 0 ? [['nothing', '—', '—', label]] : way.fields.map(rowOf(label));
    }),
  ];
  return `### ${name}\n\n${markdownTable([['what', 'in the configuration', 'needed', 'to sign in by'], ...rows])}`;
}
