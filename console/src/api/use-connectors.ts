/** The connectors and their descriptions. */
import { useQuery } from '@tanstack/react-query';
import { api, dataOf, type Schemas } from './client.ts';

export type Connector = Schemas['Connector'];

/** They change only with the version of the API. */
export function useConnectors() {
  return useQuery({
    queryKey: ['connectors'],
    queryFn: async (): Promise<readonly Connector[]> => (await dataOf(api.GET('/api/v1/connectors'))).items,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
