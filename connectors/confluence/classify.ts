/** Turns Confluence's refusals into errors. */
import { alreadyCode, atlassianRetryAt, CHECK_TOKEN } from '../atlassian.ts';
import type { Refusal } from '../classify.ts';

/** API v1 answers `{message, data: {errors: [{message: {translation}}]}}`, v2 `{errors: [{title, detail}]}`. */
interface ConfluenceError {
  readonly message?: string;
  readonly errors?: readonly { readonly title?: string; readonly detail?: string | null }[];
}

const ADVICE: Readonly<Record<number, string>> = {
  401: `${CHECK_TOKEN}.`,
  403: 'Give the account the permission that docs/connectors/confluence.md lists for it.',
};

export function explainConfluence(
  body: unknown,
  status: number,
  headers: Readonly<Record<string, string | undefined>>,
): Partial<Refusal> {
  const { message, errors = [] } = (typeof body === 'object' && body !== null ? body : {}) as ConfluenceError;
  const said =
    [...(message === undefined ? [] : [message]), ...errors.map(({ title, detail }) => detail || title)]
      .filter((each) => each !== undefined && each !== '')
      .join('; ') || undefined;
  return {
    said,
    code: alreadyCode(status, said),
    advice: adviceFor(said) ?? ADVICE[status],
    ...(status === 429 ? { retryAt: atlassianRetryAt(headers) } : {}),
  };
}

function adviceFor(said: string | undefined): string | undefined {
  if (said === undefined) return undefined;
  if (/roles-only|InvalidRbacOperation/i.test(said))
    return 'This site manages spaces by roles alone: use the entitlement type space-role instead of space-permission.';
  if (/read space|view space|read permission/i.test(said))
    return 'Name the permission to read the space first in the same access level: Confluence gives others only beside it.';
  return undefined;
}
