/** The common fields of a rule. Other settings are edited as YAML. */
import { Autocomplete, Button, Card, Group, Select, Stack, Switch, TextInput } from '@mantine/core';
import type { Schemas } from '../../api/client.ts';
import { levelsOf, useApplications } from '../../api/use-applications.ts';
import { TextLink } from '../../components/link.tsx';
import { keyFrom } from '../../key-from.ts';
import { readApprovers, writeApprovers } from './approvers-text.ts';
import { readRequire, writeRequire } from './require-text.ts';

type Rule = Schemas['Rule'];
type Stage = NonNullable<Rule['approval']>['stages'][number];

export function RuleForm({ rule, isNew, onChange }: { rule: Rule; isNew: boolean; onChange: (rule: Rule) => void }) {
  const applications = useApplications();
  const stages = rule.approval?.stages ?? [];
  const change = (part: Partial<Rule>): void => onChange({ ...rule, ...part });
  // The key of a new rule follows its application and level until someone edits the key.
  const aim = (part: Pick<Rule, 'application'> | Pick<Rule, 'accessLevel'>): void => {
    const next = { ...rule, ...part };
    onChange(isNew && rule.key === usualKey(rule) ? { ...next, key: usualKey(next) } : next);
  };
  const setStages = (next: readonly Stage[]): void => {
    const { approval: _before, ...rest } = rule;
    onChange(next.length === 0 ? rest : { ...rest, approval: { stages: [...next] } });
  };
  const setDuration = (part: { default?: string; max?: string }): void => {
    const merged: Rule['duration'] = Object.fromEntries(
      Object.entries({ ...rule.duration, ...part }).filter(([, value]) => value !== ''),
    );
    const { duration: _before, ...rest } = rule;
    onChange(Object.keys(merged).length === 0 ? rest : { ...rest, duration: merged });
  };
  return (
    <Stack gap="sm">
      <Select
        label="Application"
        required
        searchable
        nothingFoundMessage="No matching application"
        {...(applications.data?.items.length === 0
          ? {
              description: (
                <>
                  No application yet: <TextLink to="/applications/new">add an application</TextLink> first.
                </>
              ),
            }
          : {})}
        data={(applications.data?.items ?? []).map((each) => ({ value: each.key, label: each.name }))}
        value={rule.application === '' ? null : rule.application}
        onChange={(application) => aim({ application: application ?? '' })}
      />
      <Autocomplete
        label="Access level"
        description="* means every level"
        data={['*', ...levelsOf(applications.data?.items, rule.application)]}
        value={rule.accessLevel}
        onChange={(accessLevel) => aim({ accessLevel })}
      />
      <TextInput
        label="Key"
        required
        readOnly={!isNew}
        value={rule.key}
        onChange={(event) => change({ key: event.currentTarget.value })}
      />
      {stages.map((stage, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stage has no other identity than its position
        <Card key={index} withBorder p="sm">
          <TextInput
            label={`Stage ${index + 1}: approvers`}
            description="E-mail addresses, group okta:Name, manager, owner; separated by commas"
            defaultValue={writeApprovers(stage.approvers)}
            onBlur={(event) =>
              setStages(
                stages.map((each, at) =>
                  at === index ? { ...each, approvers: readApprovers(event.currentTarget.value) } : each,
                ),
              )
            }
          />
          <Group mt="xs" align="end" justify="space-between">
            <TextInput
              label="Approvals required"
              description="A number, all, or 1 each: one from each entry"
              w={180}
              defaultValue={writeRequire(stage.require)}
              onBlur={(event) =>
                setStages(
                  stages.map((each, at) =>
                    at === index ? { ...each, require: readRequire(event.currentTarget.value) } : each,
                  ),
                )
              }
            />
            <Button
              size="compact-sm"
              variant="subtle"
              color="red"
              onClick={() => setStages(stages.filter((_, at) => at !== index))}
            >
              Remove stage {index + 1}
            </Button>
          </Group>
        </Card>
      ))}
      <Group>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => setStages([...stages, { approvers: [{ owner: true }], require: 1 }])}
        >
          Add stage
        </Button>
      </Group>
      <Group grow>
        <TextInput
          label="Default duration"
          placeholder="8h"
          value={String(rule.duration?.default ?? '')}
          onChange={(event) => setDuration({ default: event.currentTarget.value })}
        />
        <TextInput
          label="Maximum duration"
          placeholder="30d"
          value={String(rule.duration?.max ?? '')}
          onChange={(event) => setDuration({ max: event.currentTarget.value })}
        />
      </Group>
      <Switch
        label="Justification required"
        checked={rule.justification === 'required'}
        onChange={(event) => change({ justification: event.currentTarget.checked ? 'required' : 'optional' })}
      />
      <Switch
        label="Enabled"
        checked={rule.active !== false}
        onChange={(event) => change({ active: event.currentTarget.checked })}
      />
    </Stack>
  );
}

function usualKey({ application, accessLevel }: Rule): string {
  return application === '' ? '' : keyFrom(`${application} ${accessLevel === '*' ? 'any' : accessLevel}`);
}
