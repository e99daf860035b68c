/** Extends the reader's own access, if the rule needs no approval. */
import { Button, Text, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { Confirm } from '../../components/confirm.tsx';
import { When } from '../../components/when.tsx';

export function KeepLonger({ grant }: { grant: Schemas['MyGrant'] }) {
  const client = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [duration, setDuration] = useState('8h');
  const [justification, setJustification] = useState('');
  if (grant.until === null) return null;
  const extend = async (): Promise<void> => {
    await dataOf(
      api.POST('/api/v1/my/access/{id}/extension', {
        params: { path: { id: grant.id } },
        body: { duration, ...(justification.trim() === '' ? {} : { justification }) },
      }),
    );
    await client.invalidateQueries({ queryKey: ['my-access'] });
  };
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={() => setOpened(true)}>
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
          {grant.applicationName} / {grant.accessLevel}
          {grant.until.latest === null ? '' : '. The latest possible end is '}
          {grant.until.latest === null ? null : <When at={grant.until.latest} />}
        </Text>
        <TextInput
          label="Duration from now"
          description="For example 90m, 8h or 7d"
          value={duration}
          onChange={(event) => setDuration(event.currentTarget.value)}
        />
        <Textarea
          label="Reason"
          value={justification}
          onChange={(event) => setJustification(event.currentTarget.value)}
        />
      </Confirm>
    </>
  );
}
