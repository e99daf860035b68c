/** The audit trail: search, export and verification. */
import { Alert, Button, Select, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { AUDIT_ACTION_NAMES } from '../../../../domain/ledger/audit-actions.ts';
import { birthrightOf } from '../../../../domain/planning/birthright-key.ts';
import { type SayAccess, useSayAccess } from '../../api/access.ts';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { itemsOf, usePages } from '../../api/use-pages.ts';
import { Filters, TextFilter } from '../../components/filters.tsx';
import { TextLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { More } from '../../components/more.tsx';
import { type Column, NarrowTable } from '../../components/narrow-table.tsx';
import { NoRows } from '../../components/no-rows.tsx';
import { Page } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { When } from '../../components/when.tsx';

const route = getRouteApi('/audit');

const columnsOf = (say: SayAccess): readonly Column<Schemas['AuditRow']>[] => [
  { title: 'No.', place: 'corner', whole: true, cell: (row) => row.seq },
  { title: 'When', whole: true, cell: (row) => <When at={row.at} show="exact" /> },
  { title: 'Actor', cell: (row) => row.actor },
  { title: 'Action', place: 'title', whole: true, cell: (row) => row.action },
  {
    title: 'For',
    place: 'wide',
    cell: (row) =>
      row.subject === undefined && row.application === undefined ? null : (
        <>
          {row.subject}
          {row.application === undefined ? null : (
            <Text size="xs" c="dimmed">
              {say(row.application, row.accessLevel ?? null)}
            </Text>
          )}
        </>
      ),
  },
  {
    title: 'Request',
    whole: true,
    cell: (row) =>
      row.requestKey === undefined || birthrightOf(row.requestKey) !== undefined ? (
        row.requestKey
      ) : (
        <TextLink to="/requests/$key" params={{ key: row.requestKey }}>
          {row.requestKey}
        </TextLink>
      ),
  },
  {
    title: 'Reason',
    place: 'wide',
    cell: (row) =>
      row.reason === undefined ? null : (
        // A reason can contain a path, which has no place to break.
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {row.reason}
        </Text>
      ),
  },
];

const FILTERS = [
  ['actor', 'Actor'],
  ['subject', 'For'],
  ['request', 'Request'],
] as const;

export function Audit() {
  const say = useSayAccess();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const query = usePages(['audit', search], (cursor) =>
    dataOf(api.GET('/api/v1/audit', { params: { query: { ...search, cursor } } })),
  );
  const filtered = new URLSearchParams(
    Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const exportAs = (format: string): string =>
    `/api/v1/audit/export?${new URLSearchParams([...filtered, ['format', format]]).toString()}`;
  const clear = filtered.size > 0 ? () => void navigate({ search: {}, replace: true }) : undefined;
  const { verification, error, busy, verify } = useVerification();
  return (
    <Page
      title="Audit"
      actions={
        <>
          <Button component="a" variant="default" href={exportAs('csv')} download>
            Export CSV
          </Button>
          <Button component="a" variant="default" href={exportAs('jsonl')} download>
            Export JSON Lines
          </Button>
          <Button loading={busy} onClick={verify}>
            Verify
          </Button>
        </>
      }
    >
      <Problem error={error} />
      {verification === undefined ? null : (
        <Alert color={verification.ok ? 'lease' : 'red'} variant="light" p="sm" role="status">
          {verification.detail}
        </Alert>
      )}
      <Filters onClear={clear}>
        <Select
          label="Action"
          placeholder="Any"
          clearable
          searchable
          data={AUDIT_ACTION_NAMES}
          value={search.action ?? null}
          onChange={(action) => void navigate({ search: { ...search, action: action ?? undefined }, replace: true })}
        />
        {FILTERS.map(([name, label]) => (
          <TextFilter
            key={name}
            label={label}
            value={search[name]}
            onChange={(value) => void navigate({ search: { ...search, [name]: value }, replace: true })}
          />
        ))}
      </Filters>
      <Loaded query={query}>
        {(data) => {
          const rows = itemsOf(data);
          return rows.length === 0 ? (
            <NoRows title="No audit entries" onClear={clear}>
              Every event is recorded, starting with the first request.
            </NoRows>
          ) : (
            <NarrowTable caption="Audit" rows={rows} columns={columnsOf(say)} keyOf={(row) => String(row.seq)} />
          );
        }}
      </Loaded>
      <More query={query} />
    </Page>
  );
}

/** The result of verifying the trail, on request. */
function useVerification() {
  const [verification, setVerification] = useState<Schemas['AuditVerification']>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const verify = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      setVerification(await dataOf(api.GET('/api/v1/audit/verification')));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return { verification, error, busy, verify };
}
