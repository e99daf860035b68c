/** The base path of the API. Every path below it requires authentication. */
export const API = '/api/v1';
