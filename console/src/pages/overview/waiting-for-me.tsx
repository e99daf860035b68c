/** The requests that await the reader's decision: one click from the overview to the decision. */
import { Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type SayAccess, useSayAccess } from '../../api/access.ts';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { type Column, NarrowTable } from '../../components/narrow-table.tsx';
import { REQUEST_COLUMN } from '../../components/request-column.tsx';
import { When } from '../../components/when.tsx';

/** The tile above links to all of them. */
const SHOWN = 5;

const columnsOf = (say: SayAccess): readonly Column<Schemas['RequestSummary']>[] => [
  REQUEST_COLUMN,
  { title: 'For', cell: (row) => row.subject },
  { title: 'Access', cell: (row) => say(row.application, row.accessLevel) },
  { title: 'Justification', place: 'wide', cell: (row) => row.justification },
  { title: 'Requested', whole: true, cell: (row) => <When at={row.createdAt} /> },
];

export function WaitingForMe({ name }: { name: string }) {
  const say = useSayAccess();
  const query = useQuery({
    queryKey: ['requests', { waitingFor: name, limit: SHOWN }],
    queryFn: () => dataOf(api.GET('/api/v1/requests', { params: { query: { waitingFor: name, limit: SHOWN } } })),
  });
  const rows = query.data?.items ?? [];
  if (rows.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        Your decision
      </Title>
      <NarrowTable caption="Your decision" rows={rows} columns={columnsOf(say)} keyOf={(row) => row.key} />
    </Stack>
  );
}
