/**
 * The revisions of the configuration with author, time, differences and rollback, and the changes that await approval.
 */
import { Badge, Button, Card, Group, List, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { mayDo, useMe } from '../../api/me.ts';
import { itemsOf, usePages } from '../../api/use-pages.ts';
import { ConfigurationFile } from '../../components/configuration-file.tsx';
import { Confirm } from '../../components/confirm.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { More } from '../../components/more.tsx';
import { Page } from '../../components/page.tsx';
import { When } from '../../components/when.tsx';
import { Differences } from './differences.tsx';

export function History() {
  const revisions = usePages(['revisions'], (cursor) =>
    dataOf(api.GET('/api/v1/configuration/revisions', { params: { query: { cursor } } })),
  );
  return (
    <Page title="History" actions={<ConfigurationFile />}>
      <Pending />
      <Title order={2} size="h4">
        Revisions
      </Title>
      <Loaded query={revisions}>
        {(data) => (
          <Stack gap="xs">
            {itemsOf(data).map((each, index) => (
              <Revision key={each.revision} summary={each} current={index === 0} />
            ))}
          </Stack>
        )}
      </Loaded>
      <More query={revisions} />
    </Page>
  );
}

function Revision({ summary, current }: { summary: Schemas['RevisionSummary']; current: boolean }) {
  const me = useMe();
  const client = useQueryClient();
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const { revision } = summary;
  const whole = useQuery({
    queryKey: ['revision', revision],
    queryFn: () => dataOf(api.GET('/api/v1/configuration/revisions/{revision}', { params: { path: { revision } } })),
    enabled: open,
  });
  const rollBack = async (): Promise<void> => {
    await dataOf(api.POST('/api/v1/configuration/revisions/{revision}/rollback', { params: { path: { revision } } }));
    await client.invalidateQueries();
  };
  return (
    <Card withBorder p="sm">
      <Group justify="space-between">
        <div>
          <Group gap="xs">
            <Text fw={600}>Revision {revision}</Text>
            {current ? (
              <Badge variant="light" radius="sm" tt="none" fz="xs">
                In force
              </Badge>
            ) : null}
          </Group>
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {summary.author}, <When at={summary.createdAt} />
            {summary.note === null ? '' : `: ${summary.note}`}
          </Text>
        </div>
        <Group gap="xs">
          <Button size="compact-sm" variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide' : 'Differences'}
          </Button>
          {current || !mayDo(me, 'configuration.write') ? null : (
            <Button size="compact-sm" variant="light" onClick={() => setAsked(true)}>
              Roll back
            </Button>
          )}
        </Group>
      </Group>
      {open ? <Loaded query={whole}>{(data) => <Differences differences={data.differences} />}</Loaded> : null}
      <Confirm
        opened={asked}
        title={`Roll back to revision ${revision}`}
        action="Roll back"
        onClose={() => setAsked(false)}
        onConfirm={rollBack}
      >
        <Text size="sm">Revision {revision} is saved again as a new revision. Open requests keep their plan.</Text>
      </Confirm>
    </Card>
  );
}

function Pending() {
  const query = usePages(['changes'], (cursor) =>
    dataOf(api.GET('/api/v1/configuration/changes', { params: { query: { cursor, state: 'pending' } } })),
  );
  const waiting = query.data === undefined ? [] : itemsOf(query.data);
  if (waiting.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        Changes awaiting approval
      </Title>
      {waiting.map((change) => (
        <Change key={change.id} change={change} />
      ))}
    </Stack>
  );
}

function Change({ change }: { change: Schemas['ConfigurationChange'] }) {
  const me = useMe();
  const client = useQueryClient();
  const [asked, setAsked] = useState<'approval' | 'rejection'>();
  const { id } = change;
  const whole = useQuery({
    queryKey: ['changes', id],
    queryFn: () => dataOf(api.GET('/api/v1/configuration/changes/{id}', { params: { path: { id } } })),
  });
  const decide = async (): Promise<void> => {
    const params = { path: { id } };
    if (asked === 'approval') await dataOf(api.POST('/api/v1/configuration/changes/{id}/approval', { params }));
    else await dataOf(api.POST('/api/v1/configuration/changes/{id}/rejection', { params }));
    await client.invalidateQueries();
  };
  return (
    <Card withBorder p="sm">
      <Group justify="space-between">
        <div>
          <Text fw={600}>{change.what}</Text>
          <Text size="sm">
            {change.author}, <When at={change.createdAt} />
            {change.note === null ? '' : `: ${change.note}`}
          </Text>
        </div>
        {mayDo(me, 'configuration.approve') ? (
          <Group gap="xs">
            {whole.data?.mine === true ? (
              <List size="sm">
                <List.Item>Another admin must approve.</List.Item>
              </List>
            ) : (
              <Button size="compact-sm" onClick={() => setAsked('approval')}>
                Approve
              </Button>
            )}
            <Button size="compact-sm" variant="light" color="red" onClick={() => setAsked('rejection')}>
              {whole.data?.mine === true ? 'Withdraw' : 'Reject'}
            </Button>
          </Group>
        ) : null}
      </Group>
      <Loaded query={whole}>{(data) => <Differences differences={data.differences} />}</Loaded>
      <Confirm
        opened={asked !== undefined}
        title={change.what}
        action={asked === 'approval' ? 'Approve' : 'Reject'}
        onClose={() => setAsked(undefined)}
        onConfirm={decide}
      >
        <Text size="sm">
          {asked === 'approval'
            ? 'The change becomes a new revision immediately.'
            : 'The configuration stays as it is.'}
        </Text>
      </Confirm>
    </Card>
  );
}
