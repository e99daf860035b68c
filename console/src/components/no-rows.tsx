/** A list without rows: because nothing is there yet, or because the filters leave nothing. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { EmptyState } from './empty-state.tsx';

export function NoRows({
  title,
  children,
  onClear,
}: {
  title: string;
  /** What to do so that something is there. */
  children: ReactNode;
  /** Given when there are filters. */
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
