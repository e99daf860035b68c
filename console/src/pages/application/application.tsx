/** One application: its connection and its access levels, which can be tested before they are saved. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { api, wholeOf } from '../../api/client.ts';
import { type Connector, useConnectors } from '../../api/use-connectors.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { ApplicationForm } from './application-form.tsx';
import type { Draft } from './connection.ts';

const BACK = { to: '/applications', label: 'Applications' } as const;

export function NewApplication() {
  const connectors = useConnectors();
  return (
    <Page title="New application" back={BACK}>
      <Loaded query={connectors}>
        {(data) => <ApplicationForm connectors={data} saved={undefined} start={emptyOf(data)} etag="" />}
      </Loaded>
    </Page>
  );
}

export function ApplicationPage() {
  const { key } = useParams({ strict: false }) as { key: string };
  const connectors = useConnectors();
  const query = useQuery({
    queryKey: ['application', key],
    queryFn: () => wholeOf(api.GET('/api/v1/applications/{key}', { params: { path: { key } } })),
  });
  return (
    <Page title={query.data?.data.name ?? key} back={BACK}>
      <Loaded query={connectors}>
        {(known) => (
          <Loaded query={query}>
            {({ data, etag }) => <ApplicationForm key={etag} connectors={known} saved={key} start={data} etag={etag} />}
          </Loaded>
        )}
      </Loaded>
    </Page>
  );
}

function emptyOf([first]: readonly Connector[]): Draft {
  return {
    key: '',
    name: '',
    connector: first?.kind ?? 'okta',
    url: first?.url.usual ?? '',
    credentials: {},
    accessLevels: [],
  };
}
