/** Applications by the names that people know them by; the API speaks of them by key. */
import { useQuery } from '@tanstack/react-query';
import { api, dataOf, type Schemas } from './client.ts';
import { mayDo, useMe } from './me.ts';

/** As many as a list of choices can hold. */
const MOST = 200;

/** `undefined` until they are known; for ever for whoever may not read them. */
export function useApplications(): readonly Schemas['Application'][] | undefined {
  const me = useMe();
  return useQuery({
    queryKey: ['applications', 'choices'],
    queryFn: () => dataOf(api.GET('/api/v1/applications', { params: { query: { limit: MOST } as never } })),
    enabled: mayDo(me, 'applications.read'),
  }).data?.items;
}

export type SayAccess = (application: string | null, accessLevel: string | null) => string;

/** Says an access level as people do, `Okta / Admin`; by the application's key where its name is not known. */
export function useSayAccess(): SayAccess {
  const applications = useApplications();
  return (application, accessLevel) => {
    const name = applications?.find((each) => each.key === application)?.name ?? application;
    return [name, accessLevel].filter(Boolean).join(' / ') || '—';
  };
}

/** The parts of a grant's id, `<application>/<subject>/<access level>`; only a level may have a slash of its own. */
export function partsOfGrant(id: string): { application: string; subject: string; accessLevel: string } {
  const [application = '', subject = '', ...level] = id.split('/');
  return { application, subject, accessLevel: level.join('/') };
}
