/** An empty list: either nothing exists yet, or nothing matches the filters. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { EmptyState } from './empty-state.tsx';

export function NoRows({
  title,
  children,
  onClear,
}: {
  title: string;
  /** The action that creates the first entry. */
  children: ReactNode;
  /** Set when a filter is active. */
  onClear: (() => void) | undefined;
}) {
  if (onClear === undefined) return <EmptyState title={title}>{children}</EmptyState>;
  return (
    <EmptyState
      title="Nothing matches"
      action={
        <Button variant="default" onClick={onClear}>
          Show all
        </Button>
      }
    >
      No row matches the filters.
    </EmptyState>
  );
}
