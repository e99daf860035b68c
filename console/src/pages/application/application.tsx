/** One application: how to reach it, and its access levels; tried before it is saved. */
import { Button, Card, Group, Select, SimpleGrid, Stack, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { api, wholeOf } from '../../api/client.ts';
import { mayDo, useMe } from '../../api/me.ts';
import { useSave } from '../../api/use-save.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { CONNECTORS } from '../../connectors.ts';
import { keyFrom } from '../../key-from.ts';
import { AccessLevels } from './access-levels.tsx';
import { ConnectionTest } from './connection-test.tsx';
import { Credentials } from './credentials.tsx';
import type { Draft } from './draft.ts';

const EMPTY: Draft = { key: '', name: '', connector: 'okta', url: '', credentials: {}, accessLevels: [] };

export function NewApplication() {
  return (
    <Page title="New application" back={{ to: '/applications', label: 'Applications' }}>
      <ApplicationForm saved={undefined} start={EMPTY} etag="" />
    </Page>
  );
}

export function ApplicationPage() {
  const { key } = getRouteApi('/applications/$key').useParams();
  const query = useQuery({
    queryKey: ['application', key],
    queryFn: () => wholeOf(api.GET('/api/v1/applications/{key}', { params: { path: { key } } })),
  });
  return (
    <Page title={query.data?.data.name ?? key} back={{ to: '/applications', label: 'Applications' }}>
      <Loaded query={query}>
        {({ data, etag }) => <ApplicationForm key={etag} saved={key} start={data} etag={etag} />}
      </Loaded>
    </Page>
  );
}

function ApplicationForm({ saved, start, etag }: { saved: string | undefined; start: Draft; etag: string }) {
  const me = useMe();
  const [draft, setDraft] = useState<Draft>(start);
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const body = withoutEmpty(draft);
  const save = useSave('applications', saved === undefined ? undefined : ['application', saved], '/applications', () =>
    saved === undefined
      ? api.POST('/api/v1/applications', { body })
      : api.PUT('/api/v1/applications/{key}', {
          params: { path: { key: saved }, header: { 'If-Match': etag } },
          body,
        }),
  );
  const mayWrite = mayDo(me, 'configuration.write');
  // What is tried and searched is the connection: a level that is not finished, or a name to come, is in nobody's way.
  const connection: Draft = {
    ...body,
    key: body.key || 'new-application',
    name: body.name || 'New application',
    accessLevels: start.accessLevels ?? [],
  };
  return (
    <Stack>
      <Card withBorder>
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput
            label="Name"
            description="An option of the Application field in Jira"
            required
            value={draft.name}
            onChange={(event) => {
              const name = event.currentTarget.value;
              change({
                name,
                ...(saved === undefined && draft.key === keyFrom(draft.name) ? { key: keyFrom(name) } : {}),
              });
            }}
          />
          <TextInput
            label="Key"
            description="For rules and addresses"
            required
            readOnly={saved !== undefined}
            value={draft.key}
            onChange={(event) => change({ key: event.currentTarget.value })}
          />
          <Select
            label="System"
            allowDeselect={false}
            data={CONNECTORS.map(({ kind, name }) => ({ value: kind, label: name }))}
            value={draft.connector}
            onChange={(connector) =>
              change({ connector: (connector ?? 'okta') as Draft['connector'], credentials: {} })
            }
          />
          <TextInput
            label="Address"
            placeholder="https://acme.okta.com"
            required
            value={draft.url}
            onChange={(event) => change({ url: event.currentTarget.value })}
          />
          <TextInput
            label="Owner"
            placeholder="owner@acme.test"
            description="Approves where a rule says so"
            value={draft.owner ?? ''}
            onChange={(event) => change({ owner: event.currentTarget.value })}
          />
        </SimpleGrid>
        <Credentials draft={draft} onChange={(credentials) => change({ credentials })} />
        <ConnectionTest draft={connection} saved={mayWrite ? undefined : saved} />
      </Card>
      <Card withBorder>
        <Title order={2} size="h4" mb="sm">
          Access levels
        </Title>
        <AccessLevels
          draft={connection}
          levels={draft.accessLevels ?? []}
          onChange={(accessLevels) => change({ accessLevels })}
        />
      </Card>
      <Problem error={save.error} />
      {mayWrite ? (
        <Group>
          <Button loading={save.busy} onClick={save.run} disabled={draft.name.trim() === '' || draft.url.trim() === ''}>
            Save
          </Button>
        </Group>
      ) : null}
    </Stack>
  );
}

/** What was left empty is left out: the API takes an absent owner, not an empty one. */
function withoutEmpty(draft: Draft): Draft {
  const { owner, ...rest } = draft;
  return owner === undefined || owner.trim() === '' ? rest : { ...rest, owner: owner.trim() };
}
