/** Requests, newest first, by state, application and person. */
import { Anchor, Group, Select, TextInput } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { api, dataOf, type Schemas } from '../api/client.ts';
import { itemsOf, usePages } from '../api/use-pages.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { type Column, NarrowTable } from '../components/narrow-table.tsx';
import { Page } from '../components/page.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { When } from '../components/when.tsx';
import { REQUEST_STATES } from '../request-states.ts';

const route = getRouteApi('/requests');
type Row = Schemas['RequestSummary'];

const COLUMNS: readonly Column<Row>[] = [
  {
    title: 'Request',
    cell: (row) => (
      <Anchor component={Link} to="/requests/$key" params={{ key: row.key } as never}>
        {row.key}
      </Anchor>
    ),
  },
  { title: 'State', cell: (row) => <StateBadge state={row.state} /> },
  { title: 'For', cell: (row) => row.subject ?? '—' },
  { title: 'What', cell: (row) => [row.application, row.accessLevel].filter(Boolean).join(' / ') || '—' },
  { title: 'Asked', cell: (row) => <When at={row.createdAt} /> },
  { title: 'Until', cell: (row) => <When at={row.expiresAt} /> },
];

export function Requests() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = usePages(['requests', search], (cursor) =>
    dataOf(api.GET('/api/v1/requests', { params: { query: { ...search, cursor } as never } })),
  );
  const filter = (change: Partial<typeof search>): void => {
    void navigate({ search: { ...search, ...change }, replace: true });
  };
  return (
    <Page title="Requests">
      <Group gap="sm" align="end">
        <Select
          label="State"
          placeholder="any"
          clearable
          data={REQUEST_STATES.map((state) => ({ value: state, label: state.replaceAll('_', ' ') }))}
          value={search.state ?? null}
          onChange={(state) => filter({ state: state ?? undefined })}
        />
        <TextInput
          label="Application"
          placeholder="key"
          defaultValue={search.application ?? ''}
          onBlur={(event) => filter({ application: event.currentTarget.value || undefined })}
        />
        <TextInput
          label="Person"
          placeholder="e-mail"
          defaultValue={search.subject ?? ''}
          onBlur={(event) => filter({ subject: event.currentTarget.value || undefined })}
        />
      </Group>
      <Loaded query={query}>
        {(data) => {
          const rows = itemsOf(data);
          return rows.length === 0 ? (
            <EmptyState title="No requests here">
              People ask for access in Jira; a request shows up here within a second. Try fewer filters.
            </EmptyState>
          ) : (
            <NarrowTable caption="Requests" rows={rows} columns={COLUMNS} keyOf={(row) => row.key} />
          );
        }}
      </Loaded>
      <More query={query} />
    </Page>
  );
}
