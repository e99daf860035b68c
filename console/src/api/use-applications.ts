/** The applications that pickers offer. */
import { useQuery } from '@tanstack/react-query';
import { api, dataOf, type Schemas } from './client.ts';
import { mayDo, useMe } from './me.ts';

/** The API's largest page. A longer picker would be unusable. */
const MOST = 200;

/** Has no data for people without permission to read applications. */
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
