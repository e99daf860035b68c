/** The name, system, key and owner of an application, and the fate of access that people hold already. */
import { Select, SimpleGrid, TextInput } from '@mantine/core';
import type { Connector } from '../../api/use-connectors.ts';
import { keyFrom } from '../../key-from.ts';
import type { Draft, Errors } from './connection.ts';

export function ApplicationName({
  connectors,
  draft,
  isNew,
  errors,
  onChange,
  onSystem,
}: {
  connectors: readonly Connector[];
  draft: Draft;
  isNew: boolean;
  errors: Errors;
  onChange: (part: Partial<Draft>) => void;
  onSystem: (system: Connector) => void;
}) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <Select
        label="System"
        description="The product that Leasehold connects to"
        allowDeselect={false}
        data={connectors.map(({ kind, name }) => ({ value: kind, label: name }))}
        value={draft.connector}
        onChange={(kind) => {
          const system = connectors.find((each) => each.kind === kind);
          if (system !== undefined && kind !== draft.connector) onSystem(system);
        }}
      />
      <TextInput
        label="Name"
        description="An option of the Application field in Jira"
        required
        error={errors.name}
        value={draft.name}
        onChange={(event) => {
          const name = event.currentTarget.value;
          onChange({ name, ...(isNew && draft.key === keyFrom(draft.name) ? { key: keyFrom(name) } : {}) });
        }}
      />
      <TextInput
        label="Key"
        description="Identifies the application in rules and addresses"
        required
        readOnly={!isNew}
        error={errors.key}
        value={draft.key}
        onChange={(event) => onChange({ key: event.currentTarget.value })}
      />
      <TextInput
        label="Owner"
        placeholder="owner@acme.test"
        description="Approver in rules that name the owner"
        error={errors.owner}
        value={draft.owner ?? ''}
        onChange={(event) => onChange({ owner: event.currentTarget.value })}
      />
      <Select
        label="Access held before"
        description="At the end of a lease, for people who held it without Leasehold"
        allowDeselect={false}
        data={[
          { value: 'keep', label: 'Stays theirs' },
          { value: 'take', label: 'Ends with the lease' },
        ]}
        value={draft.heldBefore ?? 'keep'}
        onChange={(value) => onChange({ heldBefore: value === 'take' ? 'take' : 'keep' })}
      />
    </SimpleGrid>
  );
}
