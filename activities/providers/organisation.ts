/**
 * The organisation behind an application's address. Its id is kept at first sight and compared from then on: at the
 * address of another tenant nobody is found, which would read as if all access there were gone.
 */
import type { CallContext, Connector } from '../../connectors/connector.ts';
import { systemOf } from '../../connectors/systems.ts';
import type { Application } from '../../domain/policy.ts';
import { ProviderError } from '../../domain/provider-error.ts';
import { canonicalJson } from '../../store/audit/canonical.ts';
import type { Store } from '../../store/store.ts';

type Place = Pick<Application, 'key' | 'name' | 'connector' | 'url' | 'settings'>;
type Stores = Pick<Store, 'settings' | 'ledger'>;

/** The organisation of an application, as the store keeps it. */
interface Kept {
  readonly id: string;
  /** The address that led to it. */
  readonly url: string;
  readonly settings: Place['settings'];
}

export type Sight =
  | { readonly state: 'same' | 'first'; readonly id: string }
  /** The vendor does not say, for lack of permission or because it has no id. */
  | { readonly state: 'unknown'; readonly why: string }
  | { readonly state: 'other'; readonly id: string; readonly kept: string; readonly sentence: string }
  /** The address has changed, and it is not known whether it leads elsewhere. `id`: what the vendor says now, if it does. */
  | { readonly state: 'unproved'; readonly sentence: string; readonly from: string; readonly id?: string };

/** Reads the organisation and compares it to the kept one; changes nothing. @throws ProviderError to be tried again. */
export async function seeOrganisation(
  { settings, ledger }: Stores,
  place: Place,
  connector: Connector,
  context: CallContext,
): Promise<Sight> {
  const { id, why } = await ask(connector, context, place);
  const kept = parse(await settings.get(settingOf(place.key)));
  if (kept === undefined) {
    // Access was given before the vendor ever said.
    const given = (await ledger.originsOwed(place.key)).find((origin) => isMoved(origin, place));
    if (given !== undefined) return unread(place, given, id, why);
    return id === undefined ? { state: 'unknown', why } : { state: 'first', id };
  }
  if (kept.id === id) return { state: 'same', id };
  if (id === undefined) {
    // Where nothing is held, nothing can be taken for gone.
    if (!isMoved(kept, place) || !(await ledger.owedApplications()).includes(place.key))
      return { state: 'unknown', why };
    return { state: 'unproved', sentence: unproved(place, kept, why), from: kept.url };
  }
  // Where nothing was ever given, the kept one was a mistake of the set-up.
  if (!(await ledger.everGaveIn(place.key))) return { state: 'first', id };
  return { state: 'other', id, kept: kept.id, sentence: other(place, kept, id) };
}

/** The id that is kept for an application. */
export async function keptOrganisation(
  { settings }: Pick<Store, 'settings'>,
  key: string,
): Promise<string | undefined> {
  return parse(await settings.get(settingOf(key)))?.id;
}

export function keepOrganisation({ settings }: Pick<Store, 'settings'>, place: Place, id: string): Promise<void> {
  const kept: Kept = { id, url: place.url, settings: place.settings };
  return settings.set(settingOf(place.key), JSON.stringify(kept));
}

/**
 * Keeps the organisation at first sight.
 * @throws ProviderError `forbidden` if the address leads to another organisation than the kept one: giving stops until
 *   a person acts, taking is tried again.
 */
export async function requireSameOrganisation(stores: Stores, place: Place, connector: Connector): Promise<void> {
  const sight = await seeOrganisation(stores, place, connector, {});
  if (sight.state === 'other' || sight.state === 'unproved')
    throw new ProviderError('forbidden', sight.sentence, { system: place.key });
  // Also for the same organisation: its address may be another one now.
  if (sight.state !== 'unknown') await keepOrganisation(stores, place, sight.id);
}

/** @returns no id, and why, if the vendor does not say. */
async function ask(connector: Connector, context: CallContext, { connector: kind }: Place) {
  try {
    const id = await connector.organisation(context);
    return { id, why: `${systemOf(kind)?.name ?? kind} does not say at this address.` };
  } catch (error) {
    const passing = ['rate_limited', 'unavailable', 'unauthorized'];
    if (!(error instanceof ProviderError) || passing.includes(error.kind)) throw error;
    return { id: undefined, why: error.message };
  }
}

function isMoved(was: Pick<Place, 'url' | 'settings'>, { url, settings = {} }: Place): boolean {
  return was.url !== url || canonicalJson(was.settings ?? {}) !== canonicalJson(settings);
}

function unread(
  { key, name, url }: Place,
  { url: from }: Pick<Place, 'url'>,
  id: string | undefined,
  why: string,
): Sight {
  const now = id === undefined ? why : `It leads to ${id} now.`;
  const same =
    id === undefined
      ? 'give the permission to read the organisation'
      : `confirm it with "leasehold config moved ${key} ${id}"`;
  const sentence = `The address or the settings of ${name} have changed (${url}) since access was given at ${from}, whose organisation was never read, so nothing is given or taken there. ${now} Put the old address and settings back, or, if both lead to the same organisation, ${same}.`;
  return { state: 'unproved', sentence, from, ...(id === undefined ? {} : { id }) };
}

function other({ key, name, url }: Place, kept: Kept, id: string): string {
  return `The address of ${name} (${url}) leads to another organisation (${id}) than the one that access was given in (${kept.id}, at ${kept.url}), so nothing is given or taken there. Put the old address back; to move, first end all access in the old organisation, then confirm the new one with "leasehold config moved ${key} ${id}".`;
}

function unproved({ name, url }: Place, kept: Kept, why: string): string {
  return `The address or the settings of ${name} have changed (${url}), and it is not known whether they still lead to the organisation that access was given in (${kept.id}, at ${kept.url}), so nothing is given or taken there. ${why} Put the old address and settings back, or give the permission to read the organisation.`;
}

function settingOf(key: string): string {
  return `organisation/${key}`;
}

function parse(text: string | undefined): Kept | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Kept);
}
