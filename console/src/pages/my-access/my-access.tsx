/** The reader's own access: extend it, or give it up. */
import { Button, Group, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { itemsOf, usePages } from '../../api/use-pages.ts';
import { Confirm } from '../../components/confirm.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { GrantEnd } from '../../components/grant-end.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { More } from '../../components/more.tsx';
import { type Column, NarrowTable } from '../../components/narrow-table.tsx';
import { Page } from '../../components/page.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { When } from '../../components/when.tsx';
import { KeepLonger } from './keep-longer.tsx';

type Mine = Schemas['MyGrant'];

const COLUMNS: readonly Column<Mine>[] = [
  { title: 'Access', place: 'title', cell: (grant) => `${grant.applicationName} / ${grant.accessLevel}` },
  { title: 'State', place: 'corner', cell: (grant) => <StateBadge state={grant.state} /> },
  { title: 'Since', cell: (grant) => <When at={grant.since} /> },
  { title: 'Ends', cell: (grant) => <GrantEnd grant={grant} /> },
  {
    title: 'Change',
    heading: '',
    place: 'actions',
    cell: (grant) =>
      grant.state === 'ended' ? null : (
        <Group gap="xs" wrap="nowrap" className="row-actions">
          <KeepLonger grant={grant} />
          <GiveUp grant={grant} />
        </Group>
      ),
  },
];

export function MyAccess() {
  const query = usePages(['my-access'], (cursor) =>
    dataOf(api.GET('/api/v1/my/access', { params: { query: { cursor } } })),
  );
  return (
    <Page title="My access">
      <Loaded query={query}>
        {(data) => {
          const rows = itemsOf(data);
          return rows.length === 0 ? (
            <EmptyState title="You have no access">
              Request access in the Jira portal. Granted access appears here.
            </EmptyState>
          ) : (
            <NarrowTable caption="My access" rows={rows} columns={COLUMNS} keyOf={(grant) => grant.id} />
          );
        }}
      </Loaded>
      <More query={query} />
    </Page>
  );
}

function GiveUp({ grant }: { grant: Mine }) {
  const client = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState('');
  const giveUp = async (): Promise<void> => {
    await dataOf(
      api.POST('/api/v1/my/access/{id}/revocation', {
        params: { path: { id: grant.id } },
        body: reason.trim() === '' ? {} : { reason },
      }),
    );
    await client.invalidateQueries({ queryKey: ['my-access'] });
  };
  return (
    <>
      <Button size="compact-sm" color="red" variant="light" onClick={() => setOpened(true)}>
        Give up
      </Button>
      <Confirm
        opened={opened}
        title="Give up access"
        action="Give up"
        color="red"
        onClose={() => setOpened(false)}
        onConfirm={giveUp}
      >
        <Text size="sm">
          {grant.applicationName} / {grant.accessLevel} ends now.
        </Text>
        <Textarea label="Reason (optional)" value={reason} onChange={(event) => setReason(event.currentTarget.value)} />
      </Confirm>
    </>
  );
}
