/** The differences between two documents, with the values before and after. */
import { Code, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { stringify } from 'yaml';
import type { Schemas } from '../../api/client.ts';

type Difference = Schemas['Difference'];

export function Differences({ differences }: { differences: readonly Difference[] }) {
  if (differences.length === 0)
    return (
      <Text size="sm" mt="xs">
        No differences.
      </Text>
    );
  return (
    <Stack gap="sm" mt="sm">
      {differences.map((each) => (
        <div key={`${each.kind} ${each.path}`}>
          <Group gap={6}>
            <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
              {each.path}
            </Text>
            <Text size="sm" c="dimmed">
              {each.kind}
            </Text>
          </Group>
          <Values difference={each} />
        </div>
      ))}
    </Stack>
  );
}

function Values({ difference: { path, before, after } }: { difference: Difference }) {
  if (before === undefined || after === undefined) return <Value name={path} value={before ?? after} />;
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="xs" verticalSpacing="xs">
      <Value name={`${path} before`} title="Before" value={before} />
      <Value name={`${path} after`} title="After" value={after} />
    </SimpleGrid>
  );
}

/** A value as YAML. A long value scrolls, so that the next difference stays close. */
function Value({ name, title, value }: { name: string; title?: string; value: unknown }) {
  return (
    <div>
      {title === undefined ? null : (
        <Text size="xs" c="dimmed">
          {title}
        </Text>
      )}
      <Code block className="difference" tabIndex={0} role="region" aria-label={name}>
        {typeof value === 'string' ? value : stringify(value).trimEnd()}
      </Code>
    </div>
  );
}
