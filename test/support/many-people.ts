/** More people than the simulated company has, in both of its systems. */
import type { Stack } from './stack.ts';

export const personOf = (n: number): string => `person-${n}@acme.test`;

export function addPeople({ okta, jira }: Pick<Stack, 'okta' | 'jira'>, count: number): void {
  const at = '2026-01-01T00:00:00.000Z';
  for (let n = 0; n < count; n += 1) {
    const email = personOf(n);
    okta.state.users.push({
      id: `00uperson${String(n).padStart(9, '0')}`,
      status: 'ACTIVE',
      created: at,
      lastUpdated: at,
      profile: { login: email, email, firstName: 'Person', lastName: String(n), department: 'Engineering' },
    });
    jira.state.users.push({
      accountId: `712020:person-${n}`,
      displayName: `Person ${n}`,
      emailAddress: email,
      emailHidden: false,
      accountType: 'atlassian',
    });
  }
}

/** Runs `count` tasks, `width` at a time. */
export async function inTurns<Value>(
  count: number,
  width: number,
  work: (n: number) => Promise<Value>,
): Promise<Value[]> {
  const results: Value[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const n = next;
      next += 1;
      results[n] = await work(n);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
  return results;
}
