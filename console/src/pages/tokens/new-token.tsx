/** Creates an API token and shows it once. */
import { Alert, Button, CopyButton, Group, Modal, MultiSelect, Select, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { useApplications } from '../../api/use-applications.ts';
import { Problem } from '../../components/problem.tsx';

type Made = Schemas['NewApiToken'];
type Role = Made['role'];

/** A short description of each role, from the fewest permissions to the most. */
const ROLES: Readonly<Record<Role, string>> = {
  auditor: 'Reads everything, changes nothing',
  approver: 'Sees and decides its requests',
  owner: 'Manages its own applications',
  operator: 'Revokes, extends and retries',
  admin: 'Does everything, including configuration changes',
};
const LASTS = [
  { value: '1d', label: 'one day' },
  { value: '30d', label: '30 days' },
  { value: '90d', label: '90 days' },
  { value: '365d', label: 'one year' },
];

export function NewToken({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [made, setMade] = useState<Made>();
  const close = (): void => {
    setMade(undefined);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={made === undefined ? 'New API token' : `Token ${made.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
      // A click outside the dialog must not lose the token, which is shown only once.
      closeOnClickOutside={made === undefined}
    >
      {made === undefined ? <Order onMade={setMade} onCancel={close} /> : <Shown token={made.token} onDone={close} />}
    </Modal>
  );
}

function Order({ onMade, onCancel }: { onMade: (made: Made) => void; onCancel: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('auditor');
  const [owned, setOwned] = useState<string[]>([]);
  const [lasts, setLasts] = useState('90d');
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const applications = useApplications();
  const create = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const order = { name: name.trim(), role, applications: role === 'owner' ? owned : [], expiresIn: lasts };
      const made = await dataOf(api.POST('/api/v1/tokens', { body: order }));
      await client.invalidateQueries({ queryKey: ['tokens'] });
      onMade(made);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={create}>
      <Stack>
        <TextInput
          label="Name"
          description="Name in the audit trail. Letters, digits, dots and dashes."
          placeholder="nightly-export"
          required
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Select
          label="Role"
          description={ROLES[role]}
          allowDeselect={false}
          data={Object.keys(ROLES)}
          value={role}
          onChange={(chosen) => setRole((chosen ?? 'auditor') as Role)}
        />
        {role === 'owner' ? (
          <MultiSelect
            label="Applications"
            required
            placeholder={owned.length === 0 ? 'Applications that it manages' : ''}
            data={(applications.data?.items ?? []).map((each) => ({ value: each.key, label: each.name }))}
            value={owned}
            onChange={setOwned}
          />
        ) : null}
        <Select
          label="Valid for"
          allowDeselect={false}
          data={LASTS}
          value={lasts}
          onChange={(chosen) => setLasts(chosen ?? '90d')}
        />
        <Problem error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button
            type="submit"
            loading={busy}
            disabled={name.trim() === '' || (role === 'owner' && owned.length === 0)}
          >
            Create
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Shown({ token, onDone }: { token: string; onDone: () => void }) {
  return (
    <Stack>
      <Alert color="yellow" variant="light" role="status">
        Copy the token now. It is shown only once.
      </Alert>
      <TextInput
        label="Token"
        readOnly
        data-autofocus
        value={token}
        styles={{ input: { fontFamily: 'ui-monospace, monospace' } }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Group justify="flex-end">
        <CopyButton value={token} timeout={3_000}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onDone}>Done</Button>
      </Group>
    </Stack>
  );
}
