/** Saves a document of the configuration, as a new revision or as a change that awaits a second person. */
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { Address } from '../components/link.tsx';
import { type Answer, doneOf } from './client.ts';

export interface Saving {
  readonly busy: boolean;
  readonly error: unknown;
  run(): Promise<void>;
}

/**
 * @param list the query of the list that contains the document; it is refetched.
 * @param one the query of the document itself; it is refetched.
 * @param then the page to open after the save.
 */
export function useSave(
  list: string,
  one: readonly string[] | undefined,
  then: Address,
  send: () => Promise<Answer<unknown>>,
): Saving {
  const client = useQueryClient();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const run = async (): Promise<void> => {
    const from = router.state.location.pathname;
    setBusy(true);
    setError(undefined);
    try {
      const { response } = await doneOf(send());
      const waits = response.status === 202;
      notifications.show({
        color: waits ? 'yellow' : 'lease',
        closeButtonProps: { 'aria-label': 'Close' },
        message: waits ? 'The change awaits approval by another admin. See History.' : 'Saved as a new revision.',
      });
      // A saved part changes the whole configuration, and may complete a step of the set-up.
      const stale = [[list], ['configuration'], ['overview'], ...(one === undefined ? [] : [one])];
      const readAgain = stale.map((queryKey) => client.invalidateQueries({ queryKey }));
      // A person who has moved to another page stays there.
      if (router.state.location.pathname === from) await router.navigate({ to: then });
      await Promise.all(readAgain);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, run };
}
