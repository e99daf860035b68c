/** One rule in the list: in words, and movable by mouse or keyboard. */
import { useSortable } from '@dnd-kit/sortable';
import { ActionIcon, Anchor, Card, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Schemas } from '../api/client.ts';
import { StateBadge } from './state-badge.tsx';

export function RuleRow({ rule, movable }: { rule: Schemas['Rule']; movable: boolean }) {
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
      <Card withBorder p="sm">
        <Group wrap="nowrap">
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
          <div style={{ flexGrow: 1, minWidth: 0 }}>
            <Group gap="xs">
              <Anchor component={Link} to="/rules/$key" params={{ key: rule.key } as never} fw={600}>
                {rule.key}
              </Anchor>
              {rule.active === false ? <StateBadge state="switched off" /> : null}
            </Group>
            <Text size="sm">
              {rule.application} / {rule.accessLevel === '*' ? 'every level' : rule.accessLevel}
            </Text>
            <Text size="sm" c="dimmed">
              {sayApproval(rule)}; {sayDuration(rule)}
            </Text>
          </div>
        </Group>
      </Card>
    </li>
  );
}

function sayApproval(rule: Schemas['Rule']): string {
  const stages = rule.approval?.stages ?? [];
  if (stages.length === 0) return 'Approved at once';
  return stages
    .map((stage) => `${stage.require ?? 1} of ${stage.approvers.map(sayApprover).join(', ')}`)
    .join(', then ');
}

function sayApprover(approver: object): string {
  const [[kind, value] = ['nobody', '']] = Object.entries(approver);
  if (kind === 'manager') return 'the manager';
  if (kind === 'owner') return 'the owner';
  return kind === 'group' ? `group ${String(value)}` : String(value);
}

function sayDuration(rule: Schemas['Rule']): string {
  if (rule.duration === undefined) return 'until it is revoked';
  const { default: usual, max } = rule.duration;
  return [usual === undefined ? '' : `usually ${usual}`, max === undefined ? '' : `at most ${max}`]
    .filter(Boolean)
    .join(', ');
}
