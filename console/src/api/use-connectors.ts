/** The systems that have a connector, as the API describes them. */
import { useQuery } from '@tanstack/react-query';
import { api, dataOf, type Schemas } from './client.ts';

export type Connector = Schemas['Connector'];

/** They change with the version of the API alone. */
export function useConnectors() {
  return useQuery({
    queryKey: ['connectors'],
    queryFn: async (): Promise<readonly Connector[]> => (await dataOf(api.GET('/api/v1/connectors'))).items,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
