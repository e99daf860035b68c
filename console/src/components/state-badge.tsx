/** A state, in words and in a colour that never stands alone: the same colour for the same word everywhere. */
import { Badge } from '@mantine/core';

const KINDS: Readonly<Record<string, 'good' | 'waits' | 'moves' | 'bad' | 'cut'>> = {
  awaiting_approval: 'waits',
  open: 'waits',
  provisioning: 'moves',
  pending: 'moves',
  approved: 'good',
  active: 'good',
  denied: 'bad',
  declined: 'bad',
  failed: 'bad',
  overdue: 'bad',
  revoked: 'cut',
};

export function StateBadge({ state }: { state: string }) {
  const words = state.replaceAll('_', ' ');
  return (
    <Badge
      // Whatever is not named is over, or has not begun.
      color={`var(--state-${KINDS[state] ?? 'over'})`}
      variant="dot"
      radius="sm"
      size="md"
      tt="none"
      fz="xs"
      style={{ flexShrink: 0, verticalAlign: 'middle' }}
    >
      {words.charAt(0).toUpperCase() + words.slice(1)}
    </Badge>
  );
}
