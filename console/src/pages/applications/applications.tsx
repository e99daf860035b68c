/** The list of applications. */
import { Stack } from '@mantine/core';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { mayDo, useMe } from '../../api/me.ts';
import { type Connector, useConnectors } from '../../api/use-connectors.ts';
import { itemsOf, usePages } from '../../api/use-pages.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ButtonLink, TextLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { More } from '../../components/more.tsx';
import { type Column, NarrowTable } from '../../components/narrow-table.tsx';
import { Page } from '../../components/page.tsx';
import { IdentityProvider } from './identity-provider.tsx';

const columnsOf = (connectors: readonly Connector[]): readonly Column<Schemas['Application']>[] => [
  {
    title: 'Name',
    place: 'title',
    whole: true,
    cell: (each) => (
      <TextLink to="/applications/$key" params={{ key: each.key }}>
        {each.name}
      </TextLink>
    ),
  },
  { title: 'System', cell: (each) => connectors.find(({ kind }) => kind === each.connector)?.name ?? each.connector },
  { title: 'Address', place: 'wide', cell: (each) => each.url },
  { title: 'Owner', cell: (each) => each.owner ?? '—' },
  {
    title: 'Levels',
    place: 'wide',
    cell: (each) => (each.accessLevels ?? []).map((level) => level.name).join(', ') || 'None yet',
  },
];

export function Applications() {
  const me = useMe();
  const connectors = useConnectors();
  const query = usePages(['applications'], (cursor) =>
    dataOf(api.GET('/api/v1/applications', { params: { query: { cursor } } })),
  );
  const add = mayDo(me, 'configuration.write') ? (
    <ButtonLink to="/applications/new">Add application</ButtonLink>
  ) : undefined;
  return (
    <Page title="Applications" actions={add}>
      <Loaded query={query}>
        {(data) => {
          const rows = itemsOf(data);
          return rows.length === 0 ? (
            <EmptyState title="No application yet" action={add}>
              Add the first system that people may request access to. It needs an address, credentials and access
              levels.
            </EmptyState>
          ) : (
            <Stack>
              <NarrowTable
                caption="Applications"
                rows={rows}
                columns={columnsOf(connectors.data ?? [])}
                keyOf={(each) => each.key}
              />
              {mayDo(me, 'configuration.read') ? <IdentityProvider applications={rows} /> : null}
            </Stack>
          );
        }}
      </Loaded>
      <More query={query} />
    </Page>
  );
}
