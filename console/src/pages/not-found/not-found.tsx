/** An address that the console has no page for. */
import { EmptyState } from '../../components/empty-state.tsx';
import { ButtonLink } from '../../components/link.tsx';
import { Page } from '../../components/page.tsx';

export function NotFound() {
  return (
    <Page title="Not found">
      <EmptyState
        title="Page not found"
        action={
          <ButtonLink to="/" variant="default">
            To the overview
          </ButtonLink>
        }
      >
        The address may be mistyped, or from another version of Leasehold.
      </EmptyState>
    </Page>
  );
}
