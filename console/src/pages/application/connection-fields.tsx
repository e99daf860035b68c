/** The connection to a system: the address, settings and credentials that its connector describes. */
import { Fieldset, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { Connector } from '../../api/use-connectors.ts';
import { type Draft, type Errors, onlySignIn, pathOf, type SignIn, strangersIn, textOf } from './connection.ts';
import { ConnectionField } from './connection-field.tsx';

export function ConnectionFields({
  connector,
  draft,
  signIn,
  errors,
  onChange,
  onSignIn,
}: {
  connector: Connector;
  draft: Draft;
  signIn: SignIn | undefined;
  errors: Errors;
  onChange: (part: Partial<Draft>) => void;
  onSignIn: (signIn: SignIn) => void;
}) {
  const { url } = connector;
  const fields = [...connector.fields, ...(signIn?.fields ?? [])];
  const needed = fields.filter((field) => field.needed);
  const optional = fields.filter((field) => !field.needed);
  const show = (list: typeof fields) => (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {list.map((field) => (
        <ConnectionField
          key={`${connector.kind} ${field.name}`}
          field={field}
          draft={draft}
          error={errors[pathOf(field, draft)]}
          onChange={onChange}
        />
      ))}
    </SimpleGrid>
  );
  return (
    <Fieldset
      legend={`Connection to ${connector.name}`}
      mt="lg"
      variant="unstyled"
      styles={{ root: { padding: 0, marginInline: 0 }, legend: { padding: 0, fontWeight: 600 } }}
    >
      <Text size="sm" c="dimmed" mb="sm">
        A secret is encrypted before it is stored. Instead of a secret, you can enter where the workers find it:
        env:NAME or file:/path.
      </Text>
      <Stack>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label={url.label}
            description={url.help}
            placeholder={url.example}
            required
            error={errors.url}
            value={draft.url}
            onChange={(event) => onChange({ url: event.currentTarget.value })}
          />
          {connector.signIn.length > 1 && signIn !== undefined ? (
            <Select
              label="Authentication method"
              description={signIn.help}
              allowDeselect={false}
              data={connector.signIn.map((way) => way.label)}
              value={signIn.label}
              onChange={(label) => {
                const chosen = connector.signIn.find((way) => way.label === label);
                if (chosen === undefined) return;
                onChange(onlySignIn(connector, draft, chosen));
                onSignIn(chosen);
              }}
            />
          ) : null}
        </SimpleGrid>
        {show(needed)}
        {optional.length === 0 ? null : (
          <details className="folded-checks" open={optional.some((field) => textOf(field, draft) !== '') || undefined}>
            <summary>Optional: {optional.map((field) => field.label).join(', ')}</summary>
            {show(optional)}
          </details>
        )}
        {show([...strangersIn(connector, draft)])}
      </Stack>
    </Fieldset>
  );
}
