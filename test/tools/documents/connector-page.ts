/** The page of connectors, generated from their descriptions of themselves. */
import type { Abilities, About, Field } from '../../../connectors/about.ts';
import { SYSTEMS } from '../../../connectors/systems.ts';
import { markdownTable } from './markdown-table.ts';

/** Abilities that only some systems have, and their column titles. */
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

Every connector tests its connection, finds people, grants access, revokes it and reads it back. It lists members and
available entitlements over all pages. The first table shows the differences. The other tables show the settings and
credentials of each system. \`npm run connector-table\` writes this page from \`connectors/*/about.ts\`. To add a system:
[new.md](new.md).

${markdownTable([header, ...rows])}

## Settings and credentials

If a system has several ways to sign in, one is enough.

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
      return way.fields.length === 0 ? [['no fields', '—', '—', label]] : way.fields.map(rowOf(label));
    }),
  ];
  return `### ${name}\n\n${markdownTable([['field', 'in the configuration', 'required', 'sign-in method'], ...rows])}`;
}
