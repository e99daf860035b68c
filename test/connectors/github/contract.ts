/** What went over the wire to an Enterprise Server, held against GitHub's contract. */

import { contractValidator } from '../../contracts/validate.ts';
import type { RecordedRequest } from '../../simulators/misbehave.ts';

const contract = contractValidator('github.json');

/**
 * What is not as the contract says; its paths are without the server's `/api/v3`. GitHub answers 404 to any call about
 * what is not there or may not be seen, and documents it for some of them only.
 */
export function gitHubContract(requests: readonly RecordedRequest[]): readonly string[] {
  return requests
    .flatMap((each) => contract.problemsOf({ ...each, path: each.path.replace(/^\/api\/v3/, '') }))
    .filter((problem) => !problem.endsWith('status 404 is not documented'));
}
