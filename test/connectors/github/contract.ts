/** Checks the traffic with an Enterprise Server against GitHub's contract. */

import { contractValidator } from '../../contracts/validate.ts';
import type { RecordedRequest } from '../../simulators/misbehave.ts';

const contract = contractValidator('github.json');

/**
 * The violations of the contract, whose paths lack the server's `/api/v3`. GitHub answers 404 to any call about an
 * invisible or missing object, but documents it only for some calls.
 */
export function gitHubContract(requests: readonly RecordedRequest[]): readonly string[] {
  return requests
    .flatMap((each) => contract.problemsOf({ ...each, path: each.path.replace(/^\/api\/v3/, '') }))
    .filter((problem) => !problem.endsWith('status 404 is not documented'));
}
