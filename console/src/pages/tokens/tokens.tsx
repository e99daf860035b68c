/** The list of API tokens for machines: create and revoke. */
import { Badge, Button, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, dataOf, doneOf, type Schemas } from '../../api/client.ts';
import { mayDo, useMe } from '../../api/me.ts';
import { itemsOf, usePages } from '../../api/use-pages.ts';
import { Confirm } from '../../components/confirm.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { More } from '../../components/more.tsx';
import { type Column, NarrowTable } from '../../components/narrow-table.tsx';
import { Page } from '../../components/page.tsx';
import { When } from '../../components/when.tsx';
import { NewToken } from './new-token.tsx';

type Token = Schemas['ApiToken'];

const COLUMNS: readonly Column<Token>[] = [
  { title: 'Name', place: 'title', cell: (token) => token.name },
  {
    title: 'Role',
    cell: ({ role, applications }) => (applications.length === 0 ? role : `${role} of ${applications.join(', ')}`),
  },
  {
    title: 'Created',
    cell: (token) => (
      <span>
        <When at={token.createdAt} />, by {token.createdBy}
      </span>
    ),
  },
  { title: 'Last used', cell: (token) => <When at={token.lastUsedAt} none="Never" /> },
  { title: 'Expires', cell: (token) => <Ends token={token} /> },
];

export function Tokens() {
  const me = useMe();
  const [making, setMaking] = useState(false);
  const query = usePages(['tokens'], (cursor) => dataOf(api.GET('/api/v1/tokens', { params: { query: { cursor } } })));
  const mayWrite = mayDo(me, 'tokens.write');
  const make = mayWrite ? <Button onClick={() => setMaking(true)}>Create token</Button> : undefined;
  const columns = mayWrite
    ? [
        ...COLUMNS,
        { title: 'Revoke', heading: '', place: 'actions' as const, cell: (token: Token) => <Revoke token={token} /> },
      ]
    : COLUMNS;
  return (
    <Page title="API tokens" actions={make}>
      <Loaded query={query}>
        {(data) => {
          const rows = itemsOf(data);
          return rows.length === 0 ? (
            <EmptyState title="No token yet" action={make}>
              Scripts and the command line authenticate with a token. A token has a role and an expiry date, and the
              audit trail records its actions under its name.
            </EmptyState>
          ) : (
            <NarrowTable caption="API tokens" rows={rows} columns={columns} keyOf={(token) => token.id} />
          );
        }}
      </Loaded>
      <More query={query} />
      <NewToken opened={making} onClose={() => setMaking(false)} />
    </Page>
  );
}

function isOver(token: Token): boolean {
  return token.revokedAt !== null || Date.parse(token.expiresAt) <= Date.now();
}

function Ends({ token }: { token: Token }) {
  if (token.revokedAt !== null)
    return (
      <span>
        <OverBadge>revoked</OverBadge> <When at={token.revokedAt} />
        {token.revokedBy === null ? '' : `, by ${token.revokedBy}`}
      </span>
    );
  if (isOver(token))
    return (
      <span>
        <OverBadge>expired</OverBadge> <When at={token.expiresAt} />
      </span>
    );
  return <When at={token.expiresAt} />;
}

function OverBadge({ children }: { children: string }) {
  return (
    <Badge color="gray" variant="dot" radius="sm" tt="none">
      {children}
    </Badge>
  );
}

function Revoke({ token }: { token: Token }) {
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  if (isOver(token)) return null;
  const revoke = async (): Promise<void> => {
    await doneOf(api.DELETE('/api/v1/tokens/{id}', { params: { path: { id: token.id } } }));
    await client.invalidateQueries({ queryKey: ['tokens'] });
  };
  return (
    <>
      <Button
        size="compact-sm"
        color="red"
        variant="light"
        onClick={() => setAsked(true)}
        aria-label={`Revoke ${token.name}`}
      >
        Revoke
      </Button>
      <Confirm
        opened={asked}
        title={`Revoke ${token.name}`}
        action="Revoke"
        color="red"
        onClose={() => setAsked(false)}
        onConfirm={revoke}
      >
        <Text size="sm">
          The token stops working immediately. This cannot be undone, but you can create another token.
        </Text>
      </Confirm>
    </>
  );
}
