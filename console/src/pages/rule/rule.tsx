/** One rule as a form and as YAML, with a simulation before it is saved. */
import { Button, Card, Group, SimpleGrid, Stack, Textarea, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { parse, stringify } from 'yaml';
import { api, type Schemas, wholeOf } from '../../api/client.ts';
import { mayDo, useMe } from '../../api/me.ts';
import { useSave } from '../../api/use-save.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { Problem } from '../../components/problem.tsx';
import { RuleForm } from './rule-form.tsx';
import { TryRule } from './try-rule.tsx';

type Rule = Schemas['Rule'];

/** The minimum shape of a rule. The API validates the rest. */
const BLANK: Rule = { key: '', application: '', accessLevel: '' };
const USUAL: Rule = {
  ...BLANK,
  accessLevel: '*',
  approval: { stages: [{ approvers: [{ owner: true }], require: 1 }] },
  duration: { default: '8h', max: '30d' },
};

export function NewRule() {
  return (
    <Page title="New rule" back={{ to: '/rules', label: 'Rules' }}>
      <Editor saved={undefined} start={USUAL} etag="" />
    </Page>
  );
}

export function RulePage() {
  const { key } = getRouteApi('/rules/$key').useParams();
  const query = useQuery({
    queryKey: ['rule', key],
    queryFn: () => wholeOf(api.GET('/api/v1/rules/{key}', { params: { path: { key } } })),
  });
  return (
    <Page title={key} back={{ to: '/rules', label: 'Rules' }}>
      <Loaded query={query}>{({ data, etag }) => <Editor key={etag} saved={key} start={data} etag={etag} />}</Loaded>
    </Page>
  );
}

function Editor({ saved, start, etag }: { saved: string | undefined; start: Rule; etag: string }) {
  const me = useMe();
  const [rule, setRule] = useState(start);
  const [text, setText] = useState(() => writeRule(start));
  const [unreadable, setUnreadable] = useState<string>();
  const change = (next: Rule): void => {
    setRule(next);
    setText(writeRule(next));
    setUnreadable(undefined);
  };
  const type = (typed: string): void => {
    setText(typed);
    try {
      setRule(readRule(typed));
      setUnreadable(undefined);
    } catch (error) {
      setUnreadable(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    }
  };
  const save = useSave('rules', saved === undefined ? undefined : ['rule', saved], '/rules', () =>
    saved === undefined
      ? api.POST('/api/v1/rules', { body: rule })
      : api.PUT('/api/v1/rules/{key}', {
          params: { path: { key: saved }, header: { 'If-Match': etag } },
          body: rule,
        }),
  );
  const remove = useSave('rules', undefined, '/rules', () =>
    api.DELETE('/api/v1/rules/{key}', {
      params: { path: { key: saved ?? '' }, header: { 'If-Match': etag } },
    }),
  );
  const mayWrite = mayDo(me, 'configuration.write');
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Card withBorder>
          <Title order={2} size="h4" mb="sm">
            Form
          </Title>
          <RuleForm rule={rule} isNew={saved === undefined} onChange={change} />
        </Card>
        <Card withBorder>
          <Title order={2} size="h4" mb="sm">
            YAML
          </Title>
          <Textarea
            label="The rule as text, with every setting"
            styles={{ input: { fontFamily: 'ui-monospace, monospace', fontSize: 13 } }}
            autosize
            minRows={16}
            spellCheck={false}
            value={text}
            error={unreadable}
            onChange={(event) => type(event.currentTarget.value)}
          />
        </Card>
      </SimpleGrid>
      <TryRule rule={rule} saved={saved} />
      <Problem error={save.error ?? remove.error} />
      {mayWrite ? (
        <Group>
          <Button loading={save.busy} onClick={save.run} disabled={unreadable !== undefined}>
            Save
          </Button>
          {saved === undefined ? null : (
            <Button color="red" variant="light" loading={remove.busy} onClick={remove.run}>
              Remove
            </Button>
          )}
        </Group>
      ) : null}
    </Stack>
  );
}

/** The order of members in YAML: scope, approval, duration. */
const ORDER = ['key', 'application', 'accessLevel', 'active', 'when', 'approval', 'duration', 'justification'];

function writeRule(rule: Rule): string {
  const rank = (key: string): number => (ORDER.includes(key) ? ORDER.indexOf(key) : ORDER.length);
  return stringify(Object.fromEntries(Object.entries(rule).sort(([a], [b]) => rank(a) - rank(b))));
}

/** @throws when the text is not a mapping in YAML. */
function readRule(text: string): Rule {
  const value: unknown = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('A rule is a mapping: key: value.');
  return { ...BLANK, ...value };
}
