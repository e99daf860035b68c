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
            Go to the overview
          </ButtonLink>
        }
      >
        Check the address. It may also come from another version of Leasehold.
      </EmptyState>
    </Page>
  );
}
