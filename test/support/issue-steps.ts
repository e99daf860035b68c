/** Steps on an issue and readings of it, for tests of decisions. */
import type { IssueAnswer, IssueReading, IssueStep, ShownStep } from '../../domain/approval/issue-step.ts';
import type { StatusState } from '../../domain/policy.ts';

/** So many minutes after noon. */
export const at = (minute: number): string => new Date(Date.UTC(2026, 5, 1, 12, minute)).toISOString();

const by = { actor: { accountId: 'ann' } };

export function moved(id: number, minute = id, to: StatusState | undefined = 'approved'): IssueStep {
  return { kind: 'moved', id: String(id), at: at(minute), ...by, status: 'Approved', to };
}

export function edited(id: number, minute = id): IssueStep {
  return { kind: 'edited', id: String(id), at: at(minute), ...by, fields: ['duration'] };
}

export function shown(id: number, to: ShownStep['to']): ShownStep {
  return { kind: 'shown', id: String(id), at: at(id), actor: {}, status: 'Shown', to };
}

export function answer(id: string, minute: number): IssueAnswer {
  return { id, ...by, decision: 'approve', askedAt: at(minute) };
}

export function reading(steps: readonly IssueStep[], more: Partial<IssueReading> = {}): IssueReading {
  return { status: 'Waiting', standsFor: 'pending', steps, ...more };
}
