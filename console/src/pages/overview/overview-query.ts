/** What is to be done, at a glance: asked for as soon as the overview is where somebody goes, not when its code is there. */
import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../../api/client.ts';

export const overviewQuery = queryOptions({
  queryKey: ['overview'],
  queryFn: () => dataOf(api.GET('/api/v1/overview')),
});
