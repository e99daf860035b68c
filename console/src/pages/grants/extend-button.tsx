/** Extends access, up to the maximum of its rule. */
import { Button, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { partsOfGrant } from '../../../../domain/ledger/records.ts';
import { useSayAccess } from '../../api/access.ts';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { Confirm } from '../../components/confirm.tsx';

export function ExtendButton({ grant }: { grant: Pick<Schemas['Grant'], 'id' | 'state' | 'expiresAt'> }) {
  const client = useQueryClient();
  const say = useSayAccess();
  const [opened, setOpened] = useState(false);
  const [duration, setDuration] = useState('8h');
  if (grant.state !== 'active' || grant.expiresAt === null) return null;
  const { application, subject, accessLevel } = partsOfGrant(grant.id);
  const extend = async (): Promise<void> => {
    await dataOf(api.POST('/api/v1/grants/{id}/extension', { params: { path: { id: grant.id } }, body: { duration } }));
    await client.invalidateQueries({ queryKey: ['grants'] });
    await client.invalidateQueries({ queryKey: ['my-access'] });
  };
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpened(true)} aria-label={`Extend ${grant.id}`}>
        Extend
      </Button>
      <Confirm
        opened={opened}
        title="Extend access"
        action="Extend"
        onClose={() => setOpened(false)}
        onConfirm={extend}
      >
        <Text size="sm">
          {say(application, accessLevel)} of {subject}
        </Text>
        <TextInput
          label="Duration from now"
          description="For example 90m, 8h, 7d or P30D. The rule limits it."
          value={duration}
          onChange={(event) => setDuration(event.currentTarget.value)}
        />
      </Confirm>
    </>
  );
}
