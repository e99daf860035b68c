/** Test Connection: named checks with advice, before anything is saved. */
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { api, dataOf, type Schemas } from '../../api/client.ts';
import { CheckList } from '../../components/check-list.tsx';
import { Problem } from '../../components/problem.tsx';
import type { Draft } from './connection.ts';

export function ConnectionTest({
  draft,
  saved,
  mayTest,
  shownBeside,
  onError,
}: {
  draft: Draft;
  saved: string | undefined;
  /** Whether the required fields are filled in. If not, marks the missing ones. */
  mayTest: () => boolean;
  /** Selects the paths whose problems are shown beside their fields. */
  shownBeside: (path: string) => boolean;
  onError: (error: unknown) => void;
}) {
  // A result belongs to the tested values: it disappears when they change.
  const tried = JSON.stringify([draft.connector, draft.url, draft.credentials, draft.settings]);
  const [found, setFound] = useState<Schemas['ConnectionTest'] & { readonly of: string }>();
  const result = found?.of === tried ? found : undefined;
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const test = async (): Promise<void> => {
    if (!mayTest()) return;
    setBusy(true);
    setError(undefined);
    try {
      const answer = await dataOf(
        saved === undefined
          ? api.POST('/api/v1/applications/test', { body: draft })
          : api.POST('/api/v1/applications/{key}/test', { params: { path: { key: saved } } }),
      );
      setFound({ ...answer, of: tried });
      onError(undefined);
    } catch (failure) {
      setFound(undefined);
      setError(failure);
      onError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Group mt="md">
        <Button variant="default" loading={busy} onClick={test}>
          Test Connection
        </Button>
        {result === undefined ? null : (
          <Text fw={600} role="status">
            {result.ok ? 'All checks passed.' : 'Some checks failed.'}
          </Text>
        )}
      </Group>
      <Problem error={error} title="Not tested" shownBeside={shownBeside} />
      {result === undefined ? null : <CheckList checks={result.checks} />}
    </>
  );
}
