/** Prepares an edit for saving: seals secrets, restores hidden ones, and validates the whole document. */

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
  /** The edit with references only, without plain secrets. */
  readonly edit: DocumentEdit;
  readonly document: Document;
  readonly configuration: Configuration;
}

/** Seals plain secrets, before anything else sees them. @throws LeaseholdError LH_INVALID */
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

/** All problems and warnings of a document that would replace the current one. Seals and saves nothing. */
export function checkDocument(
  current: Document,
  draft: Document,
): { readonly problems: readonly Problem[]; readonly warnings: readonly Problem[] } {
  const { value, problems } = restoreSealed(withoutSecrets(draft), current);
  if (problems.length > 0) return { problems, warnings: [] };
  return checkConfiguration(value);
}

/**
 * Parses a document as it would be in force. Seals and saves nothing.
 * @throws LeaseholdError LH_INVALID with all problems.
 */
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

/** Problems in the edited part get paths relative to it; others get paths in the document. */
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

/** Checks the edited part only: an application saved before its connector required more must not block other edits. */
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
