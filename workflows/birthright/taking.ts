/** Takes one birthright whose removal its provider did not confirm: retried until it succeeds, and shown as such. */
import { setCurrentDetails, setHandler } from '@temporalio/workflow';
import { troubled } from '../contract/access-request.ts';
import type { BirthrightTakingInput } from '../contract/birthright.ts';
import { taking } from './activities.ts';

export async function birthrightTaking(input: BirthrightTakingInput): Promise<void> {
  setHandler(troubled, ({ sentence, attempt }) => {
    setCurrentDetails(`**Still there** after ${attempt} tries: ${sentence}`);
  });
  const { id, position, application } = input;
  await taking(application, 'never').takeBirthright({ id, position });
}
