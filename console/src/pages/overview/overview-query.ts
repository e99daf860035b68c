/** The query of the overview. It starts on navigation, before the page's code has loaded. */
import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: () => dataOf(api.GET('/api/v1/overview')),
});
