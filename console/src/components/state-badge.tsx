/** A state as text and colour. A state has the same colour everywhere, and colour is never the only sign. */
import { Badge } from '@mantine/core';
import {
  type GrantState,
  REQUEST_STATE_WORDS,
  type RequestState,
  type ReviewState,
  type RevocationItemState,
  type RevocationPartState,
  type StageState,
} from '../../../domain/state.ts';

type State =
  | RequestState
  | StageState
  | GrantState
  | ReviewState
  | RevocationItemState
  | RevocationPartState
  | 'disabled';

const KINDS: Readonly<Record<State, 'good' | 'waits' | 'moves' | 'bad' | 'cut' | 'over'>> = {
  received: 'over',
  awaiting_approval: 'waits',
  approved: 'good',
  provisioning: 'moves',
  active: 'good',
  denied: 'bad',
  declined: 'bad',
  withdrawn: 'over',
  failed: 'bad',
  revoked: 'cut',
  expired: 'over',
  waiting: 'over',
  open: 'waits',
  skipped: 'over',
  pending: 'moves',
  ended: 'over',
  overdue: 'bad',
  closed: 'over',
  disabled: 'over',
  done: 'good',
};

/** A request's state as text. */
export function RequestBadge({ state }: { state: RequestState }) {
  return <StateBadge state={state} words={REQUEST_STATE_WORDS[state]} />;
}

export function StateBadge({ state, words = state }: { state: State; words?: string }) {
  return (
    <Badge
      color={`var(--state-${KINDS[state]})`}
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
