/** Who I am here, and what I may do: pages hide what the API would refuse. */
import { useQuery } from '@tanstack/react-query';
import { type Me, readMe } from './session.ts';

export function useMe(): Me | undefined {
  return (
    useQuery({ queryKey: ['me'], queryFn: async () => (await readMe()) ?? null, staleTime: Number.POSITIVE_INFINITY })
      .data ?? undefined
  );
}

/** Whether somebody may do an action; everybody may do what needs none. */
export function mayDo(me: Me | undefined, action: string | undefined): boolean {
  return action === undefined || me?.permissions[action] !== undefined;
}
