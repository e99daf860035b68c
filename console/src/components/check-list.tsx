/** Named checks, each with whether it is well and what to do about it. */
import { List, Text, ThemeIcon } from '@mantine/core';

interface NamedCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

export function CheckList({ checks }: { checks: readonly NamedCheck[] }) {
  return (
    <List spacing="xs" mt="sm" size="sm">
      {checks.map((check) => (
        <List.Item
          key={`${check.name} ${check.detail}`}
          icon={
            <ThemeIcon size={20} radius="xl" color={check.ok ? 'lease' : 'red'} aria-hidden="true">
              {check.ok ? '✓' : '✕'}
            </ThemeIcon>
          }
        >
          <Text span fw={600} size="sm">
            {check.name}: {check.ok ? 'ok' : 'not ok'}
          </Text>{' '}
          {check.detail}
        </List.Item>
      ))}
    </List>
  );
}
