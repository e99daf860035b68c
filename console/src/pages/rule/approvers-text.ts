/** Approvers as people type them in one line: `lead@acme.test, group okta:Security, manager, owner`. */
import type { Schemas } from '../../api/client.ts';

type Approver = NonNullable<Schemas['Rule']['approval']>['stages'][number]['approvers'][number];

export function readApprovers(text: string): Approver[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): Approver => {
      if (/^(the )?manager$/i.test(part)) return { manager: true };
      if (/^(the )?owner$/i.test(part)) return { owner: true };
      const [, group] = /^group\s+(.+)$/i.exec(part) ?? [];
      if (group !== undefined) return { group };
      return part.includes('@') ? { user: part } : { group: part };
    });
}

export function writeApprovers(approvers: readonly Approver[]): string {
  return approvers
    .map((each) => {
      if ('user' in each) return each.user;
      if ('group' in each) return `group ${each.group}`;
      return 'manager' in each ? 'manager' : 'owner';
    })
    .join(', ');
}
