/** The API client of the console. The session cookie authenticates it. */
import { type Answer, createApiClient, doneOf } from '../../../api/client/client.ts';
import { csrfToken } from './session.ts';

export { type Answer, ApiProblem, dataOf, doneOf, type FilterOf, type Schemas } from '../../../api/client/client.ts';

export const api = createApiClient({ baseUrl: '/', credentials: 'same-origin' });

api.use({
  async onRequest({ request }) {
    const token = request.method === 'GET' ? undefined : await csrfToken();
    if (token !== undefined) request.headers.set('X-CSRF-Token', token);
    return request;
  },
  onResponse({ response }) {
    // The session has ended: sign in again and return to this page.
    if (response.status === 401) {
      const here = encodeURIComponent(window.location.pathname + window.location.search);
      window.location.assign(`/auth/login?returnTo=${here}`);
    }
  },
});

/** The data of a response and its ETag, for documents that two people may save concurrently. @throws ApiProblem */
export async function wholeOf<Data>(call: Promise<Answer<Data>>): Promise<{ data: Data; etag: string }> {
  const { data, response } = await doneOf(call);
  return { data, etag: response.headers.get('etag') ?? '' };
}
