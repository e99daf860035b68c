/** Saving a document of the configuration: a new revision, or a change that waits for a second person. */
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
 * @param list what is read again: the list that it is in.
 * @param one what is read again: the document itself.
 * @param then where to go when it is saved.
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
        message: waits ? 'It waits for another admin’s approval (History).' : 'Saved as a new revision.',
      });
      // A part that was saved is part of the whole, and may be a step of the set-up.
      const stale = [[list], ['configuration'], ['overview'], ...(one === undefined ? [] : [one])];
      const readAgain = stale.map((queryKey) => client.invalidateQueries({ queryKey }));
      // Whoever has gone on to another page meanwhile is not fetched back.
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
