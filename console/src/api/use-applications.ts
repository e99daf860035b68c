/** The applications that something can be chosen for. */
import { useQuery } from '@tanstack/react-query';
import { api, dataOf, type Schemas } from './client.ts';
import { mayDo, useMe } from './me.ts';

/** As many as the API gives at once: a picker of more is searched by nobody. */
const MOST = 200;

/** Without data for ever for whoever may not read them. */
export function useApplications() {
  const me = useMe();
  return useQuery({
    queryKey: ['applications', 'choices'],
    queryFn: () => dataOf(api.GET('/api/v1/applications', { params: { query: { limit: MOST } } })),
    enabled: mayDo(me, 'applications.read'),
  });
}

/** The names of an application's access levels. */
export function levelsOf(
  applications: readonly Schemas['Application'][] | undefined,
  key: string | undefined,
): readonly string[] {
  return (applications?.find((each) => each.key === key)?.accessLevels ?? []).map((level) => level.name);
}
