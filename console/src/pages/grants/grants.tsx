/** The list of grants. One or several can be ended or extended. */
import { Button, Checkbox, Select } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { birthrightOf } from '../../../../domain/planning/birthright-key.ts';
import { useSayAccess } from '../../api/access.ts';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { mayDo, useMe } from '../../api/me.ts';
import { itemsOf, usePages } from '../../api/use-pages.ts';
import { ApplicationFilter, Filters, TextFilter } from '../../components/filters.tsx';
import { GrantEnd } from '../../components/grant-end.tsx';
import { TextLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { More } from '../../components/more.tsx';
import { type Column, NarrowTable } from '../../components/narrow-table.tsx';
import { NoRows } from '../../components/no-rows.tsx';
import { Page } from '../../components/page.tsx';
import { StateBadge } from '../../components/state-badge.tsx';
import { When } from '../../components/when.tsx';
import { ANY_GRANT_STATE, GRANT_CHOICES, USUAL_GRANT_STATE } from '../../filter-in-address.ts';
import { ExtendButton } from './extend-button.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';

const route = getRouteApi('/grants');
type Grant = Schemas['Grant'];

export function Grants() {
  const me = useMe();
  const say = useSayAccess();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [revoking, setRevoking] = useState(false);
  const state = search.state ?? USUAL_GRANT_STATE;
  const query = usePages(['grants', search], (cursor) =>
    dataOf(
      api.GET('/api/v1/grants', {
        params: { query: { ...search, state: state === ANY_GRANT_STATE ? undefined : state, cursor } },
      }),
    ),
  );
  const filter = (next: typeof search): void => {
    setChosen(new Set());
    void navigate({ search: next, replace: true });
  };
  const filtered = Object.values({ ...search, state: state === USUAL_GRANT_STATE ? undefined : state }).some(
    (value) => value !== undefined,
  );
  const clear = filtered ? () => filter({}) : undefined;
  const choose = (ids: readonly string[], wanted: boolean): void => {
    const next = new Set(chosen);
    for (const id of ids)
      if (wanted) next.add(id);
      else next.delete(id);
    setChosen(next);
  };
  const mayRevoke = mayDo(me, 'revocations.start');
  const rows = query.data === undefined ? [] : itemsOf(query.data);
  const endable = rows.filter((grant) => grant.state !== 'ended').map((grant) => grant.id);
  const columns: readonly Column<Grant>[] = [
    ...(mayRevoke
      ? [
          {
            title: 'Select',
            place: 'corner' as const,
            heading: (
              <Checkbox
                size="sm"
                aria-label="Select all rows"
                disabled={endable.length === 0}
                checked={endable.length > 0 && endable.every((id) => chosen.has(id))}
                indeterminate={endable.some((id) => chosen.has(id)) && !endable.every((id) => chosen.has(id))}
                onChange={(event) => choose(endable, event.currentTarget.checked)}
              />
            ),
            cell: (grant: Grant) => (
              <Checkbox
                size="sm"
                aria-label={`Select ${grant.id}`}
                disabled={grant.state === 'ended'}
                checked={chosen.has(grant.id)}
                onChange={(event) => choose([grant.id], event.currentTarget.checked)}
              />
            ),
          },
        ]
      : []),
    { title: 'Person', place: 'title', cell: (grant) => grant.subject },
    { title: 'Access', cell: (grant) => say(grant.application, grant.accessLevel) },
    { title: 'State', cell: (grant) => <StateBadge state={grant.state} /> },
    { title: 'Since', whole: true, cell: (grant) => <When at={grant.since} /> },
    { title: 'Ends', whole: true, cell: (grant) => <GrantEnd grant={grant} /> },
    { title: 'Requests', whole: true, cell: (grant) => <Requests grant={grant} /> },
    ...(mayDo(me, 'grants.extend')
      ? [
          {
            title: 'Extend',
            heading: '',
            place: 'actions' as const,
            cell: (grant: Grant) => <ExtendButton grant={grant} />,
          },
        ]
      : []),
  ];
  return (
    <Page
      title="Grants"
      actions={
        mayRevoke ? (
          <Button color="red" disabled={chosen.size === 0} onClick={() => setRevoking(true)}>
            {chosen.size === 0 ? 'End access' : `End access (${chosen.size})`}
          </Button>
        ) : undefined
      }
    >
      <Filters onClear={clear}>
        <Select
          label="State"
          allowDeselect={false}
          data={GRANT_CHOICES.map((each) => ({
            value: each,
            label: `${each.charAt(0).toUpperCase()}${each.slice(1)}`,
          }))}
          value={state}
          onChange={(next) =>
            filter({ ...search, state: next === USUAL_GRANT_STATE ? undefined : (next ?? undefined) })
          }
        />
        <TextFilter
          label="Person"
          placeholder="E-mail"
          value={search.subject}
          onChange={(subject) => filter({ ...search, subject })}
        />
        <ApplicationFilter value={search.application} onChange={(application) => filter({ ...search, application })} />
        <TextFilter
          label="Level"
          value={search.accessLevel}
          onChange={(accessLevel) => filter({ ...search, accessLevel })}
        />
      </Filters>
      <Loaded query={query}>
        {() =>
          rows.length === 0 ? (
            <NoRows title="No access" onClear={clear}>
              Access appears here after its request is approved.
            </NoRows>
          ) : (
            <NarrowTable caption="Grants" rows={rows} columns={columns} keyOf={(grant) => grant.id} />
          )
        }
      </Loaded>
      <More query={query} />
      <RevokeDialog opened={revoking} grantIds={[...chosen]} onClose={() => setRevoking(false)} />
    </Page>
  );
}

function Requests({ grant }: { grant: Grant }) {
  const keys = [...new Set(grant.leases.map((lease) => lease.requestKey))];
  return (
    <span>
      {keys.slice(-3).map((key, index) => (
        <span key={key}>
          {index === 0 ? '' : ', '}
          {birthrightOf(key) !== undefined ? (
            key
          ) : (
            <TextLink to="/requests/$key" params={{ key }}>
              {key}
            </TextLink>
          )}
        </span>
      ))}
    </span>
  );
}
