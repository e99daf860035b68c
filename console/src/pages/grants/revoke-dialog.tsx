/** Ends several grants: first a preview, then the confirmation, then the progress page. */
import { Button, Group, List, Modal, Stack, Text, Textarea } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { partsOfGrant } from '../../../../domain/ledger/records.ts';
import { useSayAccess } from '../../api/access.ts';
import { api, dataOf } from '../../api/client.ts';
import { Problem } from '../../components/problem.tsx';

const SHOWN = 20;

export function RevokeDialog({
  opened,
  grantIds,
  onClose,
}: {
  opened: boolean;
  grantIds: readonly string[];
  onClose: () => void;
}) {
  const navigate = useNavigate();
  const say = useSayAccess();
  const [reason, setReason] = useState('');
  const [wouldEnd, setWouldEnd] = useState<readonly string[]>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const sayGrant = (id: string): string => {
    const { application, subject, accessLevel } = partsOfGrant(id);
    return `${subject}: ${say(application, accessLevel)}`;
  };
  const order = { grantIds: [...grantIds], reason };
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      await work();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const close = (): void => {
    setWouldEnd(undefined);
    setError(undefined);
    onClose();
  };
  const look = (): Promise<void> =>
    attempt(async () => {
      const plan = await dataOf(api.POST('/api/v1/revocations', { body: { ...order, dryRun: true } }));
      setWouldEnd('items' in plan ? plan.items.map((each) => each.id) : []);
    });
  const revoke = (): Promise<void> =>
    attempt(async () => {
      const started = await dataOf(api.POST('/api/v1/revocations', { body: order }));
      close();
      if ('id' in started) await navigate({ to: '/revocations/$id', params: { id: started.id } });
    });
  return (
    <Modal opened={opened} onClose={close} title="End access" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Textarea
          label="Reason"
          description="Shown to the people concerned and in the audit"
          required
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {wouldEnd === undefined ? null : (
          <div>
            <Text size="sm" fw={600}>
              {wouldEnd.length === 1 ? 'One grant ends' : `${wouldEnd.length} grants end`}
            </Text>
            <List size="sm">
              {wouldEnd.slice(0, SHOWN).map((id) => (
                <List.Item key={id}>{sayGrant(id)}</List.Item>
              ))}
            </List>
            {wouldEnd.length > SHOWN ? <Text size="sm">and {wouldEnd.length - SHOWN} more</Text> : null}
          </div>
        )}
        <Problem error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          {wouldEnd === undefined ? (
            <Button loading={busy} disabled={reason.trim() === ''} onClick={look}>
              Preview
            </Button>
          ) : (
            <Button color="red" loading={busy} onClick={revoke}>
              End access now
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
