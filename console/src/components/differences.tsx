/** What differs between two documents, a line each. */
import { Code, List, Text } from '@mantine/core';
import type { Schemas } from '../api/client.ts';

export function Differences({ differences }: { differences: readonly Schemas['Difference'][] }) {
  if (differences.length === 0) return <Text size="sm">Nothing differs.</Text>;
  return (
    <List size="sm" mt="xs">
      {differences.map((each) => (
        <List.Item key={`${each.kind} ${each.path}`}>
          <b>{each.path}</b> {each.kind}
          {each.before === undefined ? null : (
            <>
              {' '}
              from <Code>{show(each.before)}</Code>
            </>
          )}
          {each.after === undefined ? null : (
            <>
              {' '}
              to <Code>{show(each.after)}</Code>
            </>
          )}
        </List.Item>
      ))}
    </List>
  );
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
