/** Test Connection: named checks, each with what to do about it; before anything is saved. */
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { CheckList } from '../../components/check-list.tsx';
import { Problem } from '../../components/problem.tsx';
import type { Draft } from './draft.ts';

export function ConnectionTest({ draft, saved }: { draft: Draft; saved: string | undefined }) {
  // What was found is of what was tried: it is gone once something else is typed.
  const tried = JSON.stringify([draft.connector, draft.url, draft.credentials, draft.settings]);
  const [found, setFound] = useState<Schemas['ConnectionTest'] & { readonly of: string }>();
  const result = found?.of === tried ? found : undefined;
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const test = async (): Promise<void> => {
    setBusy(true);
    setError(undefined);
    try {
      const answer = await dataOf(
        saved === undefined
          ? api.POST('/api/v1/applications/test', { body: draft })
          : api.POST('/api/v1/applications/{key}/test', { params: { path: { key: saved } } }),
      );
      setFound({ ...answer, of: tried });
    } catch (failure) {
      setFound(undefined);
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Group mt="md">
        <Button variant="default" loading={busy} onClick={test} disabled={draft.url === ''}>
          Test Connection
        </Button>
        {result === undefined ? null : (
          <Text fw={600} role="status">
            {result.ok ? 'All is well.' : 'Something needs fixing.'}
          </Text>
        )}
      </Group>
      <Problem error={error} />
      {result === undefined ? null : <CheckList checks={result.checks} />}
    </>
  );
}
