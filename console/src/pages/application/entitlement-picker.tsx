/** Searches the system for a group, a role or another entitlement, and adds it. */
import { Button, Group, List, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { Problem } from '../../components/problem.tsx';
import type { Draft } from './connection.ts';
import type { Entitlement } from './entitlement-parameters.tsx';

export function EntitlementPicker({ draft, onPick }: { draft: Draft; onPick: (picked: Entitlement) => void }) {
  const [search, setSearch] = useState('');
  const [found, setFound] = useState<Schemas['FoundEntitlements']>();
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const look = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const query = search.trim() === '' ? {} : { search: search.trim() };
      setFound(await dataOf(api.POST('/api/v1/applications/entitlements', { params: { query }, body: draft })));
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Group align="end" mt="sm" wrap="nowrap">
        <TextInput
          label="Search the system"
          style={{ flexGrow: 1 }}
          maw={360}
          placeholder="Part of the name"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void look();
          }}
        />
        <Button variant="default" loading={busy} onClick={look} style={{ flexShrink: 0 }}>
          Search
        </Button>
      </Group>
      <Problem error={error} />
      {found === undefined ? null : found.items.length === 0 ? (
        <Text size="sm" mt="xs" role="status">
          Nothing found.
        </Text>
      ) : (
        <List listStyleType="none" mt="xs" size="sm" aria-label="Found" className="found">
          {found.items.map((item) => (
            <List.Item key={`${item.type} ${item.id}`}>
              <Button
                variant="subtle"
                size="compact-sm"
                maw="100%"
                onClick={() => {
                  const { type, name, parameters } = item;
                  onPick({ type, name, ...(parameters === undefined ? {} : { parameters }) });
                  setFound(undefined);
                  setSearch('');
                }}
              >
                <Text span size="sm" c="dimmed">
                  {item.type}
                </Text>
                &nbsp;{item.name}
              </Button>
            </List.Item>
          ))}
        </List>
      )}
    </>
  );
}
