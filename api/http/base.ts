/** Where the API is: every path below it needs somebody to be signed in. */
export const API = '/api/v1';
