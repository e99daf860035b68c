/** An address that the console has no page for. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';

export function NotFound() {
  return (
    <Page title="Not found">
      <EmptyState
        title="Page not found"
        action={
          <Button component={Link} to="/" variant="default">
            To the overview
          </Button>
        }
      >
        The address may be mistyped, or from another version of Leasehold.
      </EmptyState>
    </Page>
  );
}
