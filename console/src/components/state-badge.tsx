/** A request's or a grant's state, in words and in a colour that never stands alone. */
import { Badge } from '@mantine/core';

const COLORS: Readonly<Record<string, string>> = {
  received: 'gray',
  awaiting_approval: 'yellow',
  approved: 'cyan',
  provisioning: 'cyan',
  pending: 'cyan',
  active: 'lease',
  denied: 'red',
  declined: 'red',
  failed: 'red',
  revoked: 'orange',
  withdrawn: 'gray',
  expired: 'gray',
  ended: 'gray',
};

export function StateBadge({ state }: { state: string }) {
  return (
    <Badge color={COLORS[state] ?? 'gray'} variant="dot" radius="sm" tt="none" style={{ flexShrink: 0 }}>
      {state.replaceAll('_', ' ')}
    </Badge>
  );
}
