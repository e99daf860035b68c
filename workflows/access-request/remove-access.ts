/** Carries a removal out: all leases on its levels end, and the requests that held them are notified. */
import { asPerson } from '../../domain/approval/approvals.ts';
import { notNeeded, planned } from '../../domain/approval/run-state.ts';
import { describeInstant } from '../../domain/duration.ts';
import { nameOf } from '../../domain/people.ts';
import { concerned } from '../../domain/planning/ask.ts';
import { reason } from '../../domain/reasons.ts';
import { decidedByOthers } from '../../domain/telling/messages.ts';
import { endGrants } from './run/ending-grants.ts';
import { nowIso } from './run/now.ts';
import type { Run } from './run/run.ts';
import { confirmed } from './run/taking.ts';

export async function removeAccess(run: Run): Promise<void> {
  const { plan, ask } = planned(run.state);
  const why = reason('revoked_by', ask.requester.email, ask.justification);
  const others = notNeeded(run.state);
  run.enter('provisioning', undefined, { quietly: true });
  await confirmed(run, `removal-${run.state.round}`, endGrants(run, 'removed', why.sentence));
  run.set({ phase: 'over' });
  run.enter('revoked', why);
  run.voice.describe(`**revoked** — ${why.sentence}`);
  run.voice.note('access.removed', ask.requester.email, { reason: why.sentence });
  run.voice.tell({
    comment: {
      key: `removed-${run.state.round}`,
      paragraphs: [
        `${nameOf(ask.subject)} no longer has ${plan.title}; the provider confirmed it at ${describeInstant(nowIso())}.`,
        ...decidedByOthers(others),
      ],
      mention: [...concerned(ask), ...others.map(asPerson)],
    },
    moveTo: 'revoked',
    event: 'access.ended',
    also: ['request.decided'],
  });
}
