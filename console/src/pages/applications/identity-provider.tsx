/** Selects the application that provides people's departments, managers and groups. */
import { Button, Card, Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Schemas, wholeOf } from '../../api/client.ts';
import { mayDo, useMe } from '../../api/me.ts';
import { useConnectors } from '../../api/use-connectors.ts';
import { useSave } from '../../api/use-save.ts';
import { Problem } from '../../components/problem.tsx';

type Applications = readonly Schemas['Application'][];
type Document = Schemas['ConfigurationDocument'];

/** Renders nothing if no application can be the identity provider. */
export function IdentityProvider({ applications }: { applications: Applications }) {
  const query = useQuery({
    queryKey: ['configuration'],
    queryFn: () => wholeOf(api.GET('/api/v1/configuration', { params: { query: { format: 'json' } } })),
  });
  const connectors = useConnectors();
  const able = applications.filter((each) =>
    connectors.data?.some(({ kind, can }) => kind === each.connector && can.profile),
  );
  if (able.length === 0 || query.data === undefined) return null;
  const { data, etag } = query.data;
  return <Choice key={etag} document={data} etag={etag} able={able} />;
}

function Choice({ document, etag, able }: { document: Document; etag: string; able: Applications }) {
  const me = useMe();
  const { identityProvider: saved, ...rest } = document;
  const [chosen, setChosen] = useState(saved ?? null);
  const save = useSave('configuration', undefined, '/applications', () =>
    api.PUT('/api/v1/configuration', {
      params: { header: { 'If-Match': etag } },
      body: chosen === null ? rest : { ...rest, identityProvider: chosen },
    }),
  );
  return (
    <Card withBorder>
      <Group align="end">
        <Select
          label="Identity provider"
          description="Source of departments, managers and groups for rules and approvers"
          placeholder="None"
          clearable
          style={{ flexGrow: 1 }}
          maw={460}
          disabled={!mayDo(me, 'configuration.write')}
          data={able.map((each) => ({ value: each.key, label: each.name }))}
          value={chosen}
          onChange={setChosen}
        />
        {chosen === (saved ?? null) ? null : (
          <Button loading={save.busy} onClick={save.run}>
            Save
          </Button>
        )}
      </Group>
      <Problem error={save.error} />
    </Card>
  );
}
