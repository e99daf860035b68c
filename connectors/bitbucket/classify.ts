/** Turns Bitbucket's refusals into errors. */
import { CHECK_TOKEN } from '../atlassian.ts';
import type { Refusal } from '../classify.ts';

/** https://developer.atlassian.com/cloud/bitbucket/rest/intro/#standardized-error-responses */
interface BitbucketError {
  readonly error?: {
    readonly message?: string;
    readonly detail?: string | { readonly required?: readonly string[] };
  };
}

const ADVICE: Readonly<Record<number, string>> = {
  401: `${CHECK_TOKEN}.`,
  402: "The workspace's plan has no seat left; free one or upgrade the plan, then try again.",
  403: "Give the token's account admin permission there, and the token the scopes that docs/connectors/bitbucket.md lists.",
};

/** API 1.0 answers in plain text that adds nothing to the status. */
export function explainBitbucket(body: unknown, status: number): Partial<Refusal> {
  const { message, detail } = (typeof body === 'object' ? (body as BitbucketError | null)?.error : undefined) ?? {};
  const scopes = typeof detail === 'object' ? detail.required : undefined;
  return {
    said: message,
    advice: scopes === undefined ? ADVICE[status] : `Make an API token that has the scopes ${scopes.join(', ')}.`,
  };
}
