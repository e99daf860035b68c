/** The signed-in person and their permissions. Pages hide actions that the API would refuse. */
import { useQuery } from '@tanstack/react-query';
import { type Me, readMe } from './session.ts';

export function useMe(): Me | undefined {
  return (
    useQuery({ queryKey: ['me'], queryFn: async () => (await readMe()) ?? null, staleTime: Number.POSITIVE_INFINITY })
      .data ?? undefined
  );
}

/** Whether a person may perform an action. `undefined` as the action is always allowed. */
export function mayDo(me: Me | undefined, action: string | undefined): boolean {
  return action === undefined || me?.permissions[action] !== undefined;
}
