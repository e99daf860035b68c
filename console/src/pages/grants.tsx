/** Who holds what, until when; one or many can be ended or made to last longer. */
import { Anchor, Button, Checkbox, Group, Select, TextInput } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, dataOf, type Schemas } from '../api/client.ts';
import { mayDo, useMe } from '../api/me.ts';
import { itemsOf, usePages } from '../api/use-pages.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { ExtendButton } from '../components/extend-button.tsx';
import { Loaded } from '../components/loaded.tsx';
import { More } from '../components/more.tsx';
import { type Column, NarrowTable } from '../components/narrow-table.tsx';
import { Page } from '../components/page.tsx';
import { RevokeDialog } from '../components/revoke-dialog.tsx';
import { StateBadge } from '../components/state-badge.tsx';
import { When } from '../components/when.tsx';

const route = getRouteApi('/grants');
type Grant = Schemas['Grant'];

export function Grants() {
  const me = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [revoking, setRevoking] = useState(false);
  const query = usePages(['grants', search], (cursor) =>
    dataOf(api.GET('/api/v1/grants', { params: { query: { ...search, cursor } as never } })),
  );
  const filter = (change: Partial<typeof search>): void => {
    setChosen(new Set());
    void navigate({ search: { ...search, ...change }, replace: true });
  };
  const choose = (id: string, wanted: boolean): void => {
    const next = new Set(chosen);
    if (wanted) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const mayRevoke = mayDo(me, 'revocations.start');
  const columns: readonly Column<Grant>[] = [
    ...(mayRevoke
      ? [
          {
            title: 'Choose',
            cell: (grant: Grant) => (
              <Checkbox
                aria-label={`Choose ${grant.id}`}
                disabled={grant.state === 'ended'}
                checked={chosen.has(grant.id)}
                onChange={(event) => choose(grant.id, event.currentTarget.checked)}
              />
            ),
          },
        ]
      : []),
    { title: 'Person', cell: (grant) => grant.subject },
    { title: 'What', cell: (grant) => `${grant.application} / ${grant.accessLevel}` },
    { title: 'State', cell: (grant) => <StateBadge state={grant.state} /> },
    { title: 'Since', cell: (grant) => <When at={grant.since} /> },
    {
      title: 'Until',
      cell: (grant) => <When at={grant.expiresAt} none={grant.state === 'active' ? 'revoked' : '—'} />,
    },
    { title: 'By', cell: (grant) => <Requests grant={grant} /> },
    ...(mayDo(me, 'grants.extend')
      ? [{ title: 'Extend', cell: (grant: Grant) => <ExtendButton grant={grant} /> }]
      : []),
  ];
  return (
    <Page
      title="Grants"
      actions={
        mayRevoke ? (
          <Button color="red" disabled={chosen.size === 0} onClick={() => setRevoking(true)}>
            End access ({chosen.size})
          </Button>
        ) : undefined
      }
    >
      <Group gap="sm" align="end">
        <Select
          label="State"
          placeholder="any"
          clearable
          data={['active', 'pending', 'ended']}
          value={search.state ?? null}
          onChange={(state) => filter({ state: state ?? undefined })}
        />
        <Field label="Person" value={search.subject} onChange={(subject) => filter({ subject })} />
        <Field label="Application" value={search.application} onChange={(application) => filter({ application })} />
        <Field label="Level" value={search.accessLevel} onChange={(accessLevel) => filter({ accessLevel })} />
      </Group>
      <Loaded query={query}>
        {(data) => {
          const rows = itemsOf(data);
          return rows.length === 0 ? (
            <EmptyState title="Nobody holds anything here">
              Access shows up here once a request was approved. Try fewer filters.
            </EmptyState>
          ) : (
            <NarrowTable caption="Grants" rows={rows} columns={columns} keyOf={(grant) => grant.id} />
          );
        }}
      </Loaded>
      <More query={query} />
      <RevokeDialog opened={revoking} grantIds={[...chosen]} onClose={() => setRevoking(false)} />
    </Page>
  );
}

function Field({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}) {
  return (
    <TextInput
      label={label}
      placeholder="any"
      defaultValue={value ?? ''}
      onBlur={(event) => onChange(event.currentTarget.value.trim() || undefined)}
    />
  );
}

function Requests({ grant }: { grant: Grant }) {
  const keys = [...new Set(grant.leases.map((lease) => lease.requestKey))];
  return (
    <>
      {keys.slice(-3).map((key, index) => (
        <span key={key}>
          {index === 0 ? '' : ', '}
          {key.includes('/') ? (
            key
          ) : (
            <Anchor component={Link} to="/requests/$key" params={{ key } as never}>
              {key}
            </Anchor>
          )}
        </span>
      ))}
    </>
  );
}
