/** What a connector sends. */
import { expect } from 'vitest';
import type { Connector, ProviderSubject } from '../../connectors/connector.ts';
import type { Entitlement } from '../../domain/policy.ts';
import type { RecordedRequest } from '../simulators/misbehave.ts';

/** A request's target, whatever its page. */
export function lineOf({ method, path, operation }: RecordedRequest): string {
  return [method, path, operation].filter((each) => each !== undefined).join(' ');
}

/** A write has more requests than a read. The subject does not hold the entitlement. */
export async function expectWritesAnyway(
  requests: readonly RecordedRequest[],
  connector: Connector,
  subject: ProviderSubject,
  entitlement: Entitlement,
): Promise<void> {
  const countOf = async (work: () => Promise<unknown>): Promise<number> => {
    const before = requests.length;
    await work();
    return requests.length - before;
  };
  const read = () => connector.holds(subject, entitlement, {});
  // The first call may sign in.
  await read();
  const removal = await countOf(() => connector.revoke(subject, entitlement, {}));
  const hasOneValue = (await connector.placeOf?.(entitlement, {})) !== undefined;
  expect(removal > (await countOf(read))).toBe(!hasOneValue);
  await connector.grant(subject, entitlement, {});
  const repeated = await countOf(() => connector.grant(subject, entitlement, {}));
  expect(repeated).toBeGreaterThan(await countOf(read));
}
