/** Names of access for people. The API identifies applications by key and grants by id. */
import { useApplications } from './use-applications.ts';

export type SayAccess = (application: string | null, accessLevel: string | null) => string;

/** Formats an access level as `Okta / Admin`. An unknown application name is replaced by its key. */
export function useSayAccess(): SayAccess {
  const applications = useApplications().data?.items;
  return (application, accessLevel) => {
    const name = applications?.find((each) => each.key === application)?.name ?? application;
    return [name, accessLevel].filter(Boolean).join(' / ') || '—';
  };
}
