/** Present profiles of some people in the identity provider. */
import { cancellationSignal } from '@temporalio/activity';
import type { SubjectProfile } from '../domain/people.ts';
import { ProviderError } from '../domain/provider-error.ts';
import type { SubjectProfileActivities } from '../workflows/contract/activities/looks.ts';
import type { SubjectProfilesResult } from '../workflows/contract/subject-profiles.ts';
import type { Dependencies } from './parts/dependencies.ts';
import { guarded } from './parts/failures.ts';
import { profileOf } from './people/subjects.ts';

/** People looked up at once. */
const AT_ONCE = 5;

export function subjectProfileActivities(dependencies: Dependencies): SubjectProfileActivities {
  async function readSubjectProfiles(subjects: readonly string[]): Promise<SubjectProfilesResult> {
    const { policy } = (await dependencies.configuration()).configuration;
    const signal = cancellationSignal();
    const waiting = [...subjects];
    const profiles: SubjectProfile[] = [];
    const worker = async (): Promise<void> => {
      for (let email = waiting.shift(); email !== undefined; email = waiting.shift()) {
        const profile = await profileOf(dependencies, policy, email, signal);
        // By the requested e-mail: the provider may know them by another.
        if (profile !== undefined) profiles.push({ ...profile, email });
      }
    };
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    } catch (error) {
      if (error instanceof ProviderError) return { outcome: 'refused', sentence: error.message };
      throw error;
    }
    return { outcome: 'read', profiles };
  }

  return { readSubjectProfiles: guarded('reading', readSubjectProfiles) };
}
