/** Takes back what failed attempts to give have left, beside everything else. */
import { condition } from '@temporalio/workflow';
import { isFinal } from '../../../domain/state.ts';
import type { Run } from '../run/run.ts';
import { confirmed, takeLeases } from '../run/taking.ts';

/** Resolves when nothing is left to take back and the access has ended. */
export async function takeBack(run: Run): Promise<void> {
  for (;;) {
    await condition(() => run.state.takingBack.length > 0 || isFinal(run.state.state));
    const { takingBack } = run.state;
    if (takingBack.length === 0) return;
    const because = run.state.reason?.sentence ?? 'It could not be given as a whole.';
    const taken = takeLeases(takingBack, () => ({ reason: 'failed', by: 'leasehold', because }));
    await confirmed(run, takingBack[0]?.id ?? '', taken);
    run.set({ takingBack: run.state.takingBack.filter((each) => !takingBack.includes(each)) });
  }
}
