/** An unsaved application for tests and searches. It passes the same validation as a save. */
import { type Document, type DocumentEdit, findEntry } from '../../config/document/edit-document.ts';
import { SEALED_SET } from '../../config/secrets/sealed-values.ts';
import { LeaseholdError } from '../../domain/errors.ts';
import type { Application } from '../../domain/policy.ts';
import { currentDocument } from '../configuration/current.ts';
import { prepare, sealEdit } from '../configuration/prepare.ts';
import type { Services } from '../services.ts';

/**
 * @throws LeaseholdError LH_INVALID with problems and paths; LH_CONFLICT where changes need a second person and the
 * draft would send a stored credential to an address that is not approved.
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

/** A worker sends the draft's credentials to the draft's address, so a new address needs a second person first. */
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
    `Changes need a second person here, so ${borrowed.map(([name]) => name).join(', ')} cannot be sent to an address that is not approved yet. Type the secret itself, or test after the change is approved.`,
  );
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? {}) === JSON.stringify(b ?? {});
}
