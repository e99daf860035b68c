/** From what somebody sent to an edit that can be saved: secrets sealed, hidden ones restored, the whole validated. */

import {
  applyEdit,
  type Document,
  type DocumentEdit,
  EditError,
  editedPart,
  isDocument,
  pathOfEdit,
} from '../../config/document/edit-document.ts';
import { ConfigurationError, parseConfiguration } from '../../config/document/parse.ts';
import { checkConfiguration, connectionProblems, type Problem } from '../../config/document/problems.ts';
import type { Configuration } from '../../config/document/schema.ts';
import { CredentialError } from '../../config/secrets/credentials.ts';
import { restoreSealed, sealSecrets, withoutSecrets } from '../../config/secrets/sealed-values.ts';
import { type ErrorCode, LeaseholdError } from '../../domain/errors.ts';

export interface Prepared {
  /** The edit with nothing in it but references. */
  readonly edit: DocumentEdit;
  readonly document: Document;
  readonly configuration: Configuration;
}

/** Seals what was given in plain. Before anything else, so that a secret goes no further. @throws LeaseholdError LH_INVALID */
export function sealEdit<Edit extends DocumentEdit>(edit: Edit): Edit {
  if (!('value' in edit)) return edit;
  try {
    return { ...edit, value: sealSecrets(edit.value) };
  } catch (error) {
    if (error instanceof CredentialError) throw new LeaseholdError('LH_INVALID', error.message);
    throw error;
  }
}

/** @throws LeaseholdError LH_INVALID with all problems; LH_NOT_FOUND, LH_CONFLICT when the edit cannot be made. */
export function prepare(document: Document, sealed: DocumentEdit): Prepared {
  const { edit, problems } = restored(document, sealed);
  if (problems.length > 0) throw invalid(problems);
  try {
    const edited = applyEdit(document, edit);
    return { edit, document: edited, configuration: parseEdited(edited, edit) };
  } catch (error) {
    if (error instanceof EditError) throw new LeaseholdError(EDIT_ERRORS[error.why], error.message);
    throw error;
  }
}

/** All problems of a document that would be saved in place of another one; nothing is sealed or saved. */
export function checkDocument(
  current: Document,
  draft: Document,
): { readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] } {
  const { value, problems } = restoreSealed(withoutSecrets(draft), current);
  if (problems.length > 0) return { problems, warnings: [] };
  return checkConfiguration(value);
}

/** A document as it would be in force; nothing is sealed or saved. @throws LeaseholdError LH_INVALID with all problems. */
export function draftConfiguration(current: Document, draft: Document): Configuration {
  const { value, problems } = restoreSealed(withoutSecrets(draft), current);
  if (problems.length > 0) throw invalid(problems);
  return parseConfiguration(value, 'document');
}

const EDIT_ERRORS: Readonly<Record<EditError['why'], ErrorCode>> = {
  missing: 'LH_NOT_FOUND',
  taken: 'LH_CONFLICT',
  incomplete: 'LH_INVALID',
};

function restored(document: Document, edit: DocumentEdit): { edit: DocumentEdit; problems: readonly Problem[] } {
  if (!('value' in edit)) return { edit, problems: [] };
  const { value, problems } = restoreSealed(edit.value, editedPart(document, edit));
  return isDocument(value) ? { edit: { ...edit, value }, problems } : { edit, problems };
}

/** Problems of what was edited are told by where they are in it; others by where they are in the document. */
function parseEdited(edited: Document, edit: DocumentEdit): Configuration {
  const own = pathOfEdit(edited, edit);
  try {
    const configuration = parseConfiguration(edited, 'configuration');
    const connections = connectionProblemsOf(edited, edit, own);
    if (connections.length > 0) throw new ConfigurationError('configuration', connections);
    return configuration;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw invalid(error.problems.map((problem) => relative(problem, own)));
  }
}

/** Only of what is edited: an application that was saved before its connector needed more is in nobody's way. */
function connectionProblemsOf(edited: Document, edit: DocumentEdit, own: string | undefined): readonly Problem[] {
  if (edit.kind === 'document') return connectionProblems(edited);
  if (own === undefined || !('collection' in edit) || edit.collection !== 'applications') return [];
  return connectionProblems(edited).filter(({ path }) => path.startsWith(`${own}.`));
}

function relative({ path, message }: Problem, own: string | undefined): Problem {
  if (own === undefined || !path.startsWith(own)) return { path, message };
  return { path: path.slice(own.length).replace(/^\./, ''), message };
}

function invalid(problems: readonly Problem[]): LeaseholdError {
  const lines = problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`));
  return new LeaseholdError('LH_INVALID', lines.join('\n'), { problems });
}
