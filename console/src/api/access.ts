/** Access as people speak of it: the API names applications by key, and grants by an id. */
import { useApplications } from './use-applications.ts';

export type SayAccess = (application: string | null, accessLevel: string | null) => string;

/** Says an access level as people do, `Okta / Admin`; by the application's key where its name is not known. */
export function useSayAccess(): SayAccess {
  const applications = useApplications().data?.items;
  return (application, accessLevel) => {
    const name = applications?.find((each) => each.key === application)?.name ?? application;
    return [name, accessLevel].filter(Boolean).join(' / ') || '—';
  };
}
