/** Test Connection: named checks, each with what to do about it; before anything is saved. */
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
  /** Whether what is needed is filled in; says so beside the fields when not. */
  mayTest: () => boolean;
  /** Paths of problems that are shown beside their fields. */
  shownBeside: (path: string) => boolean;
  onError: (error: unknown) => void;
}) {
  // What was found is of what was tried: it is gone once something else is typed.
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
            {result.ok ? 'All is well.' : 'Something needs fixing.'}
          </Text>
        )}
      </Group>
      <Problem error={error} title="It was not tried" shownBeside={shownBeside} />
      {result === undefined ? null : <CheckList checks={result.checks} />}
    </>
  );
}
