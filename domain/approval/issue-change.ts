/** The parts of a change in Jira that matter to a request, from the items of a changelog entry or of a webhook. */

import type { PortalFields } from '../policy.ts';

/** The parts in a sentence. */
const NAMES: Readonly<Record<string, string>> = {
  application: 'the application',
  accessType: 'the access type',
  duration: 'the duration',
  justification: 'the justification',
  subject: 'the person who gets the access',
  startAt: 'the start',
  breakGlass: 'break glass',
  reporter: 'the Reporter',
  project: 'the project',
  requestType: 'the request type',
} satisfies Readonly<Record<Exclude<keyof PortalFields, 'approver'> | 'reporter' | 'project' | 'requestType', string>>;

/** The fields of what is asked, by id or by the name that Jira shows; that of the request type differs from site to site. */
export type FieldIds = Readonly<Partial<Record<keyof PortalFields | 'requestType', string | undefined>>>;

/** Jira's names of the parts that have no field of the portal. Jira, or a language, may have another one for the field. */
const PLACE: Readonly<Record<string, string>> = {
  project: 'project',
  issuetype: 'requestType',
  'request type': 'requestType',
};

export interface ChangedParts {
  /** Names of statuses, if the issue was moved. */
  readonly status?: { readonly from: string; readonly to: string } | undefined;
  /** The edited parts of what is asked: fields by their use in the portal, also `reporter`, `project` and `requestType`. */
  readonly edited: readonly string[];
  /** The account of the Reporter before the edit. */
  readonly reporterBefore?: string | undefined;
  /** The project that the issue was moved to. */
  readonly movedTo?: string | undefined;
  /** The key that the issue had before that. */
  readonly movedFrom?: string | undefined;
}

/** Items that are no objects are skipped. */
export function changedParts(items: readonly unknown[], fields: FieldIds): ChangedParts {
  const edited = new Set<string>();
  let moved: Omit<ChangedParts, 'edited'> = {};
  for (const item of items) {
    const name = own(item, 'field')?.toLowerCase() ?? '';
    const id = own(item, 'fieldId')?.toLowerCase() ?? name;
    const [before, after] = [own(item, 'fromString') ?? '', own(item, 'toString') ?? ''];
    const place = PLACE[id] ?? PLACE[name];
    if (id === 'status') moved = { ...moved, status: { from: before, to: after } };
    else if (name === 'key') moved = { ...moved, movedFrom: before, movedTo: projectOf(after) };
    else if (id === 'reporter') {
      edited.add('reporter');
      moved = { ...moved, reporterBefore: own(item, 'from') };
    } else if (place !== undefined) edited.add(place);
    const isItem = (idOrName: string | undefined): boolean =>
      [id, name].some((each) => each === idOrName?.toLowerCase());
    // The approvers' field is Leasehold's own, and asks for nothing.
    for (const [use, idOrName] of Object.entries(fields)) if (use !== 'approver' && isItem(idOrName)) edited.add(use);
  }
  return { ...moved, edited: [...edited] };
}

/** The names of edited parts in a sentence. */
export function partNames(edited: readonly string[]): readonly string[] {
  return edited.map((part) => NAMES[part] ?? part);
}

/** Whether a run has to read the issue because of the change. Comments, labels, ranks and the approvers do not matter. */
export function matters({ status, movedTo, edited }: ChangedParts): boolean {
  return status !== undefined || movedTo !== undefined || edited.length > 0;
}

/** The project in the key of an issue. */
export function projectOf(issueKey: string): string {
  return issueKey.slice(0, issueKey.lastIndexOf('-'));
}

/** The value of the field of the request type has this form on every site. */
export function requestTypeName(value: unknown): string | undefined {
  const name = (value as { requestType?: { name?: unknown } } | null | undefined)?.requestType?.name;
  return typeof name === 'string' ? name : undefined;
}

/** A changelog item has a property called `toString`, so this reads only the item's own one. */
function own(item: unknown, name: string): string | undefined {
  if (typeof item !== 'object' || item === null || !Object.hasOwn(item, name)) return undefined;
  const value = (item as Readonly<Record<string, unknown>>)[name];
  return typeof value === 'string' ? value : undefined;
}
