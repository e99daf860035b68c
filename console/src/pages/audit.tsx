/** The trail: found by who and what, exported, and verified. */
import { Alert, Anchor, Button, Group, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { api, dataOf, type Schemas } from '../api/client.ts';
import { itemsOf, usePages } from '../api/use-pages.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { type Column, NarrowTable } from '../components/narrow-table.tsx';
import { Page } from '../components/page.tsx';
import { Problem } from '../components/problem.tsx';
import { When } from '../components/when.tsx';

const route = getRouteApi('/audit');

const COLUMNS: readonly Column<Schemas['AuditRow']>[] = [
  { title: 'No.', cell: (row) => row.seq },
  { title: 'When', cell: (row) => <When at={row.at} /> },
  { title: 'Who', cell: (row) => row.actor },
  { title: 'What', cell: (row) => row.action },
  { title: 'For', cell: (row) => row.subject ?? '—' },
  {
    title: 'Where',
    cell: (row) => [row.application, row.accessLevel].filter(Boolean).join(' / ') || (row.requestKey ?? '—'),
  },
  { title: 'Why', cell: (row) => row.reason ?? '—' },
];

const FILTERS = [
  ['actor', 'Who'],
  ['action', 'What'],
  ['subject', 'For'],
  ['request', 'Request'],
] as const;

export function Audit() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = usePages(['audit', search], (cursor) =>
    dataOf(api.GET('/api/v1/audit', { params: { query: { ...search, cursor } as never } })),
  );
  const filtered = new URLSearchParams(
    Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const exportAs = (format: string): string =>
    `/api/v1/audit/export?${new URLSearchParams([...filtered, ['format', format]]).toString()}`;
  return (
    <Page
      title="Audit"
      actions={
        <>
          <Verify />
          <Anchor href={exportAs('csv')} download>
            CSV
          </Anchor>
          <Anchor href={exportAs('jsonl')} download>
            JSON Lines
          </Anchor>
        </>
      }
    >
      <Group gap="sm" align="end">
        {FILTERS.map(([name, label]) => (
          <TextInput
            key={name}
            label={label}
            placeholder="any"
            defaultValue={search[name] ?? ''}
            onBlur={(event) => {
              void navigate({
                search: { ...search, [name]: event.currentTarget.value.trim() || undefined },
                replace: true,
              });
            }}
          />
        ))}
      </Group>
      <Loaded query={query}>
        {(data) => {
          const rows = itemsOf(data);
          return rows.length === 0 ? (
            <EmptyState title="Nothing here">Everything that happens is written down. Try fewer filters.</EmptyState>
          ) : (
            <NarrowTable caption="Audit" rows={rows} columns={COLUMNS} keyOf={(row) => String(row.seq)} />
          );
        }}
      </Loaded>
      <More query={query} />
    </Page>
  );
}

function Verify() {
  const [result, setResult] = useState<Schemas['AuditVerification']>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const verify = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      setResult(await dataOf(api.GET('/api/v1/audit/verification')));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {result === undefined ? null : (
        <Alert color={result.ok ? 'lease' : 'red'} variant="light" p="xs" role="status">
          {result.detail}
        </Alert>
      )}
      <Problem error={error} />
      <Button variant="default" loading={busy} onClick={verify}>
        Verify
      </Button>
    </>
  );
}
