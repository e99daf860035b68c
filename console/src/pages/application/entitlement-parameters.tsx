/** The parameters of an entitlement, such as the account of a permission set or the permission on a repository. */
import { Fieldset, Select, SimpleGrid, TextInput } from '@mantine/core';
import type { Connector } from '../../api/use-connectors.ts';
import type { Draft } from './connection.ts';

export type Entitlement = NonNullable<Draft['accessLevels']>[number]['entitlements'][number];

/** Renders nothing for a type without parameters. */
export function EntitlementParameters({
  connector,
  entitlement,
  onChange,
}: {
  connector: Connector;
  entitlement: Entitlement;
  onChange: (entitlement: Entitlement) => void;
}) {
  const type = connector.entitlementTypes.find((each) => each.type === entitlement.type);
  if (type === undefined || type.parameters.length === 0) return null;
  const change = (name: string, text: string): void => {
    const { parameters, ...rest } = entitlement;
    const { [name]: _before, ...others } = parameters ?? {};
    const next = text === '' ? others : { ...others, [name]: text };
    onChange(Object.keys(next).length === 0 ? rest : { ...rest, parameters: next });
  };
  return (
    <Fieldset legend={`${type.label} ${entitlement.name ?? entitlement.id ?? ''}`} mt="sm">
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {type.parameters.map(({ name, label, needed, choices }) => {
          const value = String(entitlement.parameters?.[name] ?? '');
          return choices === undefined ? (
            <TextInput
              key={name}
              label={label}
              required={needed}
              value={value}
              onChange={(event) => change(name, event.currentTarget.value)}
            />
          ) : (
            <Select
              key={name}
              label={label}
              required={needed}
              data={choices}
              placeholder={needed ? 'Choose one' : (choices[0] ?? '')}
              clearable={!needed}
              value={value === '' ? null : value}
              onChange={(choice) => change(name, choice ?? '')}
            />
          );
        })}
      </SimpleGrid>
    </Fieldset>
  );
}
