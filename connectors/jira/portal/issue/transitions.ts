/** Moves an issue to a status by any transition that leads there. */
import { ProviderError } from '../../../../domain/provider-error.ts';
import type { JiraCalls } from '../../client.ts';

const same = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

/** @returns whether the issue is in the status now; `false` if no transition leads there, or the issue is deleted. */
export async function moveTo(
  calls: JiraCalls,
  issueKey: string,
  status: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const found = await calls.find(`reading the transitions of ${issueKey}`, signal, ({ v3 }) =>
    v3.issues.getTransitions({ issueIdOrKey: issueKey, expand: 'transitions.fields' }),
  );
  const transition = found?.transitions?.find((each) => same(each.to?.name, status));
  // A workflow can offer a transition from a status to itself. So the present status is checked before the move.
  if (same(await statusOf(calls, issueKey, signal), status)) return true;
  if (transition?.id === undefined) return false;
  const needsResolution =
    (transition.fields as { resolution?: { required?: boolean } } | undefined)?.resolution?.required === true;
  try {
    await calls.run(`moving ${issueKey} to ${status}`, signal, ({ v3 }) =>
      v3.issues.doTransition({
        issueIdOrKey: issueKey,
        transition: { id: transition.id as string },
        ...(needsResolution ? { fields: { resolution: { name: 'Done' } } } : {}),
      }),
    );
  } catch (error) {
    // Another person moved it after our check. Its present status decides.
    const raced = error instanceof ProviderError && (error.kind === 'invalid' || error.details.status === 409);
    if (!raced || !same(await statusOf(calls, issueKey, signal), status)) throw error;
  }
  return true;
}

async function statusOf(calls: JiraCalls, issueKey: string, signal?: AbortSignal): Promise<string | undefined> {
  const issue = await calls.find(`reading the status of ${issueKey}`, signal, ({ v3 }) =>
    v3.issues.getIssue({ issueIdOrKey: issueKey, fields: ['status'] }),
  );
  return issue?.fields?.status?.name;
}
