/** The access levels of an application. Each consists of entitlements that exist in its system. */
import { ActionIcon, Button, Card, Group, Pill, Stack, Text, TextInput } from '@mantine/core';
import type { Connector } from '../../api/use-connectors.ts';
import type { Draft } from './connection.ts';
import { EntitlementParameters } from './entitlement-parameters.tsx';
import { EntitlementPicker } from './entitlement-picker.tsx';

type Levels = NonNullable<Draft['accessLevels']>;
type Level = Levels[number];

export function AccessLevels({
  connector,
  draft,
  levels,
  onChange,
}: {
  connector: Connector;
  draft: Draft;
  levels: Levels;
  onChange: (levels: Levels) => void;
}) {
  const replace = (index: number, level: Level): void =>
    onChange(levels.map((each, at) => (at === index ? level : each)));
  return (
    <Stack>
      {levels.length === 0 ? (
        <Text c="dimmed">No access level yet. People can request access after you add one.</Text>
      ) : null}
      {levels.map((level, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a level has no other identity while its name is typed
        <Card key={index} withBorder p="sm">
          <Group align="end" wrap="nowrap">
            <TextInput
              label="Level"
              description="An option of the Access Type field in Jira"
              style={{ flexGrow: 1 }}
              value={level.name}
              onChange={(event) => replace(index, { ...level, name: event.currentTarget.value })}
            />
            <ActionIcon
              variant="light"
              color="red"
              size="lg"
              aria-label={`Remove level ${level.name}`}
              onClick={() => onChange(levels.filter((_, at) => at !== index))}
            >
              <span aria-hidden="true">✕</span>
            </ActionIcon>
          </Group>
          <Pill.Group mt="sm">
            {level.entitlements.map((each) => (
              <Pill
                key={JSON.stringify(each)}
                withRemoveButton
                removeButtonProps={{
                  'aria-label': `Remove ${each.name ?? each.id ?? ''}`,
                  'aria-hidden': false,
                  tabIndex: 0,
                }}
                onRemove={() =>
                  replace(index, { ...level, entitlements: level.entitlements.filter((other) => other !== each) })
                }
              >
                {each.type} {each.name ?? each.id}
              </Pill>
            ))}
          </Pill.Group>
          {level.entitlements.map((each, at) => (
            <EntitlementParameters
              // biome-ignore lint/suspicious/noArrayIndexKey: an entitlement has no other identity while its parameters are typed
              key={at}
              connector={connector}
              entitlement={each}
              onChange={(changed) =>
                replace(index, {
                  ...level,
                  entitlements: level.entitlements.map((other) => (other === each ? changed : other)),
                })
              }
            />
          ))}
          <EntitlementPicker
            draft={draft}
            onPick={(picked) => replace(index, { ...level, entitlements: [...level.entitlements, picked] })}
          />
        </Card>
      ))}
      <Group>
        <Button variant="default" onClick={() => onChange([...levels, { name: '', entitlements: [] }])}>
          Add level
        </Button>
      </Group>
    </Stack>
  );
}
