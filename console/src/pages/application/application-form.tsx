/** The form of an application: its name, the connection to its system, and its access levels. */
import { Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { ApiProblem, api } from '../../api/client.ts';
import { mayDo, useMe } from '../../api/me.ts';
import type { Connector } from '../../api/use-connectors.ts';
import { useSave } from '../../api/use-save.ts';
import { Problem } from '../../components/problem.tsx';
import { AccessLevels } from './access-levels.tsx';
import { ApplicationName } from './application-name.tsx';
import { type Draft, type Errors, lackingIn, signInOf } from './connection.ts';
import { ConnectionFields } from './connection-fields.tsx';
import { ConnectionTest } from './connection-test.tsx';

export function ApplicationForm({
  connectors,
  saved,
  start,
  etag,
}: {
  connectors: readonly Connector[];
  /** The key of a saved application. */
  saved: string | undefined;
  start: Draft;
  etag: string;
}) {
  const mayWrite = mayDo(useMe(), 'configuration.write');
  const [draft, setDraft] = useState<Draft>(start);
  const connector = connectors.find(({ kind }) => kind === draft.connector);
  const [signIn, setSignIn] = useState(() => connector && signInOf(connector, start));
  const [missing, setMissing] = useState<Errors>({});
  const [testError, setTestError] = useState<unknown>();
  /** The last draft that was sent. Its errors are shown beside the fields until the draft changes. */
  const [sent, setSent] = useState<Draft>();
  const body = withoutEmpty(draft);
  const save = useSave('applications', saved === undefined ? undefined : ['application', saved], '/applications', () =>
    saved === undefined
      ? api.POST('/api/v1/applications', { body })
      : api.PUT('/api/v1/applications/{key}', { params: { path: { key: saved }, header: { 'If-Match': etag } }, body }),
  );
  if (connector === undefined)
    return <Problem error={`The API has no connector for "${draft.connector}". Reload this page.`} />;

  const change = (part: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...part }));
    setMissing({});
  };
  /** Whether the draft is complete. If not, marks the missing fields. */
  const isComplete = (found: Errors): boolean => {
    setMissing(found);
    setSent(draft);
    return Object.keys(found).length === 0;
  };
  const lacking = (): Errors => (signIn === undefined ? {} : lackingIn(connector, signIn, draft));
  const refusals = sent === draft ? { ...errorsOf(testError), ...errorsOf(save.error) } : {};
  // Test and search need only the connection, so an unfinished level or a missing name does not block them.
  const connection: Draft = {
    ...body,
    key: body.key || 'new-application',
    name: body.name || 'New application',
    accessLevels: start.accessLevels ?? [],
  };
  const errors = { ...refusals, ...missing };
  return (
    <Stack>
      <Card withBorder>
        <ApplicationName
          connectors={connectors}
          draft={draft}
          isNew={saved === undefined}
          errors={errors}
          onChange={change}
          onSystem={(system) => {
            change({ connector: system.kind, url: system.url.usual ?? '', credentials: {}, settings: {} });
            setSignIn(system.signIn[0]);
          }}
        />
        <ConnectionFields
          connector={connector}
          draft={draft}
          signIn={signIn}
          errors={errors}
          onChange={change}
          onSignIn={setSignIn}
        />
        <ConnectionTest
          draft={connection}
          saved={mayWrite ? undefined : saved}
          mayTest={() => !mayWrite || isComplete(lacking())}
          shownBeside={hasField}
          onError={setTestError}
        />
      </Card>
      <Card withBorder>
        <Title order={2} size="h4" mb="sm">
          Access levels
        </Title>
        <AccessLevels
          connector={connector}
          draft={connection}
          levels={draft.accessLevels ?? []}
          onChange={(accessLevels) => change({ accessLevels })}
        />
      </Card>
      <Problem error={save.error} shownBeside={hasField} />
      {mayWrite ? (
        <Group>
          <Button
            loading={save.busy}
            onClick={() => {
              const name: Errors = draft.name.trim() === '' ? { name: 'Name is required.' } : {};
              if (isComplete({ ...name, ...lacking() })) void save.run();
            }}
          >
            Save
          </Button>
          {Object.keys(missing).length === 0 ? null : (
            <Text size="sm" c="red" role="alert">
              Fill in the marked fields.
            </Text>
          )}
        </Group>
      ) : null}
    </Stack>
  );
}

/** Whether a problem at this path is shown beside its field. */
function hasField(path: string): boolean {
  return /^(name|key|owner|url|(credentials|settings)\.\w+)$/.test(path);
}

/** The API's problems as sentences, by path. */
function errorsOf(error: unknown): Errors {
  if (!(error instanceof ApiProblem)) return {};
  return Object.fromEntries(error.problems.map(({ path, message }) => [path, message]));
}

/** Leaves empty values out: the API accepts an absent owner, not an empty one. */
function withoutEmpty({ owner, settings, ...rest }: Draft): Draft {
  return {
    ...rest,
    ...(owner === undefined || owner.trim() === '' ? {} : { owner: owner.trim() }),
    ...(settings === undefined || Object.keys(settings).length === 0 ? {} : { settings }),
  };
}
