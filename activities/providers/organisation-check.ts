/** Test Connection's line about the organisation behind the address, and its confirmation by an admin. */
import { cancellationSignal } from '@temporalio/activity';
import type { Check, Connector } from '../../connectors/connector.ts';
import type { Application } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import type { ConnectionTestInput } from '../../workflows/contract/connection-test.ts';
import type { Dependencies } from '../parts/dependencies.ts';
import { keepOrganisation, type Sight, seeOrganisation } from './organisation.ts';

const NAME = 'Organisation';
const good = (detail: string): Check => ({ name: NAME, ok: true, detail });
const bad = (detail: string): Check => ({ name: NAME, ok: false, detail });

/** @returns no line if it cannot be read now: other checks say so. */
export async function checkOrganisation(
  dependencies: Dependencies,
  application: Application,
  connector: Connector,
  { draft, accept }: Pick<ConnectionTestInput, 'draft' | 'accept'>,
): Promise<readonly Check[]> {
  const { store } = dependencies;
  const { key } = application;
  try {
    const sight = await seeOrganisation(store, application, connector, { signal: cancellationSignal() });
    if (accept !== undefined) return [await confirm(dependencies, application, sight, accept)];
    // A draft may be tried at any address.
    if (draft === undefined && (sight.state === 'first' || sight.state === 'same'))
      await keepOrganisation(store, application, sight.id);
    return [lineOf(sight, key)];
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return accept === undefined ? [] : [bad(error.message)];
  }
}

function lineOf(sight: Sight, key: string): Check {
  switch (sight.state) {
    case 'first':
    case 'same':
      return good(`The address leads to ${sight.id}.`);
    case 'unknown':
      return good(
        `Unknown, so a change of the address of "${key}" to another organisation is not noticed. ${sight.why}`,
      );
    default:
      return bad(sight.sentence);
  }
}

/** Takes the organisation for the right one, if no access in another one, which is known, is left to be taken. */
async function confirm(
  { store, now }: Dependencies,
  application: Application,
  sight: Sight,
  { organisation, by }: NonNullable<ConnectionTestInput['accept']>,
): Promise<Check> {
  const { key } = application;
  if (sight.state === 'unknown' || sight.id === undefined)
    return bad(`The organisation at ${application.url} cannot be read, so it cannot be confirmed.`);
  if (sight.id !== organisation)
    return bad(`The address leads to ${sight.id}, not to ${organisation}; check the address, or confirm ${sight.id}.`);
  if (!('sentence' in sight)) return lineOf(sight, key);
  // The admin's word is the only proof that it is the same organisation at another address.
  const from = sight.state === 'other' ? sight.kept : sight.from;
  if (sight.state === 'other' && (await store.ledger.owedApplications()).includes(key))
    return bad(
      `Access in ${from} is not all taken away yet; put the old address back and end it first, then confirm ${sight.id}.`,
    );
  const at = (await now()).toISOString();
  await keepOrganisation(store, application, sight.id);
  await store.audit.append([
    {
      key: `organisation/${key}/${from}/${sight.id}/${at}`,
      at,
      actor: by,
      action: 'organisation.confirmed',
      application: key,
      details: { from, to: sight.id },
    },
  ]);
  return good(`${by} confirmed that the address leads to ${sight.id} now.`);
}
