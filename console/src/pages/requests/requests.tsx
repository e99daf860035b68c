/** Requests, newest first, by state, application and person. */
import { Select, Switch } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { endOf } from '../../../../domain/request-end.ts';
import { REQUEST_STATE_WORDS, REQUEST_STATES } from '../../../../domain/state.ts';
import { type SayAccess, useSayAccess } from '../../api/access.ts';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { useMe } from '../../api/me.ts';
import { itemsOf, usePages } from '../../api/use-pages.ts';
import { ApplicationFilter, Filters, TextFilter } from '../../components/filters.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { More } from '../../components/more.tsx';
import { type Column, NarrowTable } from '../../components/narrow-table.tsx';
import { NoRows } from '../../components/no-rows.tsx';
import { Page } from '../../components/page.tsx';
import { REQUEST_COLUMN } from '../../components/request-column.tsx';
import { RequestBadge } from '../../components/state-badge.tsx';
import { When } from '../../components/when.tsx';

const route = getRouteApi('/requests');
type Row = Schemas['RequestSummary'];

const columnsOf = (say: SayAccess): readonly Column<Row>[] => [
  REQUEST_COLUMN,
  { title: 'State', place: 'corner', cell: (row) => <RequestBadge state={row.state} /> },
  { title: 'For', cell: (row) => row.subject ?? '—' },
  { title: 'Access', cell: (row) => say(row.application, row.accessLevel) },
  { title: 'Requested', whole: true, cell: (row) => <When at={row.createdAt} /> },
  {
    title: 'Ends',
    whole: true,
    cell: (row) => <When at={endOf(row)} />,
  },
];

export function Requests() {
  const me = useMe();
  const say = useSayAccess();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = usePages(['requests', search], (cursor) =>
    dataOf(api.GET('/api/v1/requests', { params: { query: { ...search, cursor } } })),
  );
  const filter = (change: Partial<typeof search>): void => {
    void navigate({ search: { ...search, ...change }, replace: true });
  };
  const filtered = Object.values(search).some((value) => value !== undefined);
  const clear = filtered ? () => void navigate({ search: {}, replace: true }) : undefined;
  return (
    <Page title="Requests">
      <Filters onClear={clear}>
        <Select
          label="State"
          placeholder="Any"
          clearable
          data={REQUEST_STATES.map((state) => ({ value: state, label: REQUEST_STATE_WORDS[state] }))}
          value={search.state ?? null}
          onChange={(state) => filter({ state: state ?? undefined })}
        />
        <ApplicationFilter value={search.application} onChange={(application) => filter({ application })} />
        <TextFilter
          label="Person"
          placeholder="E-mail"
          value={search.subject}
          onChange={(subject) => filter({ subject })}
        />
        <Switch
          label="Awaiting my approval"
          checked={search.waitingFor !== undefined}
          onChange={(event) => filter({ waitingFor: event.currentTarget.checked ? me?.name : undefined })}
          style={{ alignSelf: 'end', paddingBottom: 8 }}
        />
      </Filters>
      <Loaded query={query}>
        {(data) => {
          const rows = itemsOf(data);
          return rows.length === 0 ? (
            <NoRows title="No requests" onClear={clear}>
              People request access in Jira. A request appears here within a second.
            </NoRows>
          ) : (
            <NarrowTable caption="Requests" rows={rows} columns={columnsOf(say)} keyOf={(row) => row.key} />
          );
        }}
      </Loaded>
      <More query={query} />
    </Page>
  );
}
