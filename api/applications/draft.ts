/** An application that somebody tries before it is saved: made as a save would make it, with everything a save refuses refused. */
import { type Document, type DocumentEdit, findEntry } from '../../config/document/edit-document.ts';
import { SEALED_SET } from '../../config/secrets/sealed-values.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import type { Application } from '../../domain/policy.ts';
import { currentDocument } from '../configuration/current.ts';
import { prepare, sealEdit } from '../configuration/prepare.ts';
import type { Services } from '../services.ts';

/**
 * @throws LeaseholdError LH_INVALID with problems and paths; LH_CONFLICT where changes need a second person and the
 *   draft would send a credential that is there already to an address that nobody has approved.
 */
export async function draftApplication(services: Services, body: Document): Promise<Application> {
  const { document } = await currentDocument(services);
  const key = String(body.key);
  const saved = findEntry(document, 'applications', key);
  const edit: DocumentEdit =
    saved === undefined
      ? { kind: 'add', collection: 'applications', value: body }
      : { kind: 'replace', collection: 'applications', key, value: body };
  const { configuration } = prepare(document, sealEdit(edit));
  const draft = configuration.policy.applications.find((each) => each.key === key);
  if (draft === undefined) throw new LeaseholdError('LH_INVALID', 'key: must name the application.');
  if (document.changeControl === 'secondPerson') requireKnownAddress(body, saved);
  return draft;
}

/** A worker sends the draft's credentials to the draft's address: a second person would have to agree to that first. */
function requireKnownAddress(body: Document, saved: Document | undefined): void {
  const sameAddress = saved !== undefined && saved.url === body.url && same(saved.settings, body.settings);
  const given = Object.entries((body.credentials ?? {}) as Document);
  const before = (saved?.credentials ?? {}) as Document;
  const borrowed = given.filter(
    ([name, value]) => typeof value === 'string' && !(sameAddress && (value === before[name] || value === SEALED_SET)),
  );
  if (borrowed.length === 0) return;
  throw new LeaseholdError(
    'LH_CONFLICT',
    `Changes need a second person here, so ${borrowed.map(([name]) => name).join(', ')} cannot be tried at an address that is not approved yet: give the secret itself, or test after the change was approved.`,
  );
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? {}) === JSON.stringify(b ?? {});
}
