/** The live progress of a bulk revocation. */

import { Card, Group, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { partsOfGrant } from '../../../../domain/ledger/records.ts';
import { type SayAccess, useSayAccess } from '../../api/access.ts';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { Loaded } from '../../components/loaded.tsx';
import { type Column, NarrowTable } from '../../components/narrow-table.tsx';
import { Page } from '../../components/page.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { When } from '../../components/when.tsx';

/** In addition to the live events, so that a lost event does not stop the progress bar. */
const LOOK_EVERY_MS = 1_000;

type Item = Schemas['Revocation']['items'][number];
type Part = Schemas['Revocation']['parts'][number];

const columnsOf = (say: SayAccess): readonly Column<Item>[] => [
  { title: 'Person', place: 'title', cell: (item) => partsOfGrant(item.grantId).subject },
  {
    title: 'Access',
    place: 'wide',
    cell: (item) => {
      const { application, accessLevel } = partsOfGrant(item.grantId);
      return say(application, accessLevel);
    },
  },
  { title: 'State', place: 'corner', cell: (item) => <StateBadge state={item.state} /> },
  { title: 'Detail', cell: (item) => item.detail },
];

const PART_WORDS: Readonly<Record<Part['part'], string>> = { sessions: 'Sessions', suspension: 'Suspension' };

const PART_COLUMNS: readonly Column<Part>[] = [
  { title: 'Account', place: 'title', cell: ({ part }) => PART_WORDS[part] },
  { title: 'State', place: 'corner', cell: ({ state }) => <StateBadge state={state} /> },
  { title: 'Detail', cell: ({ detail }) => detail },
];

export function RevocationPage() {
  const { id } = getRouteApi('/revocations/$id').useParams();
  const say = useSayAccess();
  const query = useQuery({
    queryKey: ['revocation', id],
    queryFn: () => dataOf(api.GET('/api/v1/revocations/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : LOOK_EVERY_MS),
  });
  return (
    <Page title="Ending access" back={{ to: '/grants', label: 'Grants' }}>
      <Loaded query={query}>
        {(order) => {
          const share = order.total === 0 ? 100 : ((order.revoked + order.failed) / order.total) * 100;
          return (
            <Stack>
              <Card withBorder>
                <Group justify="space-between">
                  <Text fw={600} role="status">
                    {order.state === 'done' ? 'Done' : 'Running'}: {order.revoked} of {order.total} ended
                    {order.failed === 0 ? '' : `, ${order.failed} failed`}
                  </Text>
                  <Text size="sm" c="dimmed">
                    by {order.by}, <When at={order.createdAt} />
                  </Text>
                </Group>
                <Progress.Root size="lg" mt="sm">
                  <Progress.Section value={share} color={order.failed === 0 ? 'lease' : 'red'} aria-label="Progress" />
                </Progress.Root>
                <Text size="sm" mt="sm">
                  “{order.reason}”
                </Text>
              </Card>
              {order.parts.length > 0 && (
                <NarrowTable
                  caption={`Account of ${order.suspendSubject}`}
                  rows={order.parts}
                  columns={PART_COLUMNS}
                  keyOf={({ part }) => part}
                />
              )}
              <NarrowTable
                caption="Grants in this revocation"
                rows={order.items}
                columns={columnsOf(say)}
                keyOf={(item) => item.grantId}
              />
            </Stack>
          );
        }}
      </Loaded>
    </Page>
  );
}
