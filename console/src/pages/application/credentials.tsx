/** Credentials of an application: typed in once and sealed, or a reference to where a worker finds them. Never shown again. */
import { Fieldset, PasswordInput, SimpleGrid, Text } from '@mantine/core';
import { CONNECTORS } from '../../connectors.ts';
import type { Draft } from './draft.ts';

const REFERENCE = /^(env|file|sealed):/;
/** What the API shows in the place of a sealed secret; sent back, it stays as it is. */
const KEPT = 'sealed:set';

type Given = NonNullable<Draft['credentials']>;

export function Credentials({ draft, onChange }: { draft: Draft; onChange: (credentials: Given) => void }) {
  const given = draft.credentials ?? {};
  const usual = CONNECTORS.find((each) => each.kind === draft.connector)?.credentials ?? [];
  const names = [...new Set([...usual, ...Object.keys(given)])];
  return (
    <Fieldset
      legend="Credentials"
      mt="md"
      variant="unstyled"
      styles={{
        root: { padding: 0 },
        legend: { padding: 0, fontWeight: 600, fontSize: 'var(--mantine-font-size-sm)' },
      }}
    >
      <Text size="sm" c="dimmed" mb="xs">
        Type the secret itself, and it is sealed before it is stored; or name where workers find it: env:OKTA_API_TOKEN,
        file:/run/secrets/okta.
      </Text>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {names.map((name) => (
          <PasswordInput
            key={name}
            label={name}
            autoComplete="off"
            placeholder={given[name] === KEPT ? 'is set; type to replace it' : ''}
            value={textOf(given[name])}
            onChange={(event) => onChange(withValue(given, name, event.currentTarget.value))}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  );
}

function textOf(value: Given[string] | undefined): string {
  if (value === undefined || value === KEPT) return '';
  return typeof value === 'string' ? value : value.secret;
}

function withValue(given: Given, name: string, text: string): Given {
  const { [name]: _before, ...rest } = given;
  if (text === '') return rest;
  return { ...rest, [name]: REFERENCE.test(text) ? text : { secret: text } };
}
