/** One rule in the list, described in words. Mouse and keyboard can move it. */
import { useSortable } from '@dnd-kit/sortable';
import { ActionIcon, Card, Group, Text } from '@mantine/core';
import { useSayAccess } from '../../api/access.ts';
import type { Schemas } from '../../api/client.ts';
import { TextLink } from '../../components/link.tsx';
import { StateBadge } from '../../components/state-badge.tsx';

type Stage = NonNullable<Schemas['Rule']['approval']>['stages'][number];

export function RuleRow({
  rule,
  place,
  movable,
}: {
  rule: Schemas['Rule'];
  /** Counted from 1. */
  place: number;
  movable: boolean;
}) {
  const say = useSayAccess();
  const { attributes, listeners, setNodeRef, transform, transition } = useSortable({
    id: rule.key,
    disabled: !movable,
  });
  const style = {
    transform: transform === null ? undefined : `translate3d(0, ${transform.y}px, 0)`,
    transition,
    listStyle: 'none',
  };
  return (
    <li ref={setNodeRef} style={style}>
      <Card withBorder px="sm" py="xs">
        <Group wrap="nowrap" gap="xs">
          {movable ? (
            <ActionIcon
              variant="subtle"
              color="gray"
              {...attributes}
              {...listeners}
              aria-label={`Move rule ${rule.key}`}
            >
              <span aria-hidden="true">⠿</span>
            </ActionIcon>
          ) : null}
          <Text c="dimmed" size="sm" w="1.5em" ta="right" style={{ flexShrink: 0 }}>
            {place}
          </Text>
          <div style={{ flexGrow: 1, minWidth: 0 }}>
            <Group gap="xs">
              <TextLink to="/rules/$key" params={{ key: rule.key }} fw={600}>
                {rule.key}
              </TextLink>
              {rule.active === false ? <StateBadge state="disabled" /> : null}
            </Group>
            <Text size="sm">{say(rule.application, rule.accessLevel === '*' ? 'every level' : rule.accessLevel)}</Text>
            <Text size="sm" c="dimmed">
              {sayApproval(rule)}; {sayDuration(rule)}
              {rule.breakGlass === undefined ? '' : '; break glass'}
            </Text>
          </div>
        </Group>
      </Card>
    </li>
  );
}

function sayApproval(rule: Schemas['Rule']): string {
  const stages = rule.approval?.stages ?? [];
  return stages.length === 0 ? 'Approved automatically' : `Approved by ${stages.map(sayStage).join(', then ')}`;
}

function sayStage({ approvers, require = 1 }: Stage): string {
  const names = approvers.map(sayApprover);
  if (require === 'all') return names.join(' and ');
  if (typeof require === 'object') return `${require.each} from each of ${names.join(', ')}`;
  return require === 1 ? names.join(' or ') : `${require} of ${names.join(', ')}`;
}

function sayApprover(approver: object): string {
  const [[kind, value] = ['nobody', '']] = Object.entries(approver);
  if (kind === 'manager') return 'the manager';
  if (kind === 'owner') return 'the owner';
  return kind === 'group' ? `group ${String(value)}` : String(value);
}

function sayDuration(rule: Schemas['Rule']): string {
  if (rule.duration === undefined) return 'lasts until it is revoked';
  const { default: usual, max } = rule.duration;
  return [usual === undefined ? '' : `lasts ${usual}`, max === undefined ? '' : `at most ${max}`]
    .filter(Boolean)
    .join(', ');
}
