/** An operator cancels the run in Temporal. */
import { endingWith, stageClosed } from '../../domain/approval/run-state.ts';
import { reason } from '../../domain/reasons.ts';
import { isFinal } from '../../domain/state.ts';
import { close } from './run/closing.ts';
import type { Run } from './run/run.ts';

/** The request ends: access is taken, and what the ledger has ended already is left to the keeper. */
export function cancel(run: Run): void {
  const { state } = run;
  const why = reason('cancelled');
  if (state.phase === 'access') {
    const held = state.leases.some((lease) => lease.state === 'live');
    run.become(
      endingWith(
        // Levels that a change takes are ended in the ledger, or are not: the keeper does what it says.
        { ...state, taken: state.plan?.takes.map((_taken, index) => index) ?? [], takingBack: [] },
        held
          ? { state: 'revoked', by: 'operator', reason: why, lease: 'revoked' }
          : { state: 'withdrawn', by: 'operator', reason: why, lease: 'failed' },
      ),
    );
  } else if (state.phase !== 'over' && !isFinal(state.state)) {
    run.become(stageClosed(state, 'skipped'));
    close(run, 'withdrawn', 'operator', why);
  }
}
