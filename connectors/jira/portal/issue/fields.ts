/** Fields by id or by display name; the configuration may use either. */
import type { FieldIds } from '../../../../domain/approval/issue-change.ts';
import type { PortalFields } from '../../../../domain/policy.ts';
import type { FieldFacts } from '../../../../domain/portal/facts.ts';
import type { JiraCalls } from '../../client.ts';
import { readFields } from '../field-list.ts';

const REMEMBER_MS = 5 * 60_000;
const REQUEST_TYPE_FIELD = 'com.atlassian.servicedesk:vp-origin';

export interface Fields {
  /** Finds a field by id or name. If the cached list lacks it, the list is read again. */
  find(idOrName: string, signal?: AbortSignal): Promise<FieldFacts | undefined>;
  /** The field of the request type. Its id differs from site to site. */
  requestType(signal?: AbortSignal): Promise<FieldFacts | undefined>;
  /** The ids of all mapped portal fields, by their use. */
  portal(fields: PortalFields, signal?: AbortSignal): Promise<Readonly<Partial<Record<keyof PortalFields, string>>>>;
  /** The same, with the field of the request type. */
  asked(fields: PortalFields, signal?: AbortSignal): Promise<FieldIds>;
}

export function createFields(calls: JiraCalls): Fields {
  let remembered: { readonly until: number; readonly fields: Promise<readonly FieldFacts[]> } | undefined;

  const read = (signal?: AbortSignal): Promise<readonly FieldFacts[]> => {
    const fields = readFields(calls, signal);
    remembered = { until: Date.now() + REMEMBER_MS, fields };
    fields.catch(() => {
      remembered = undefined;
    });
    return fields;
  };

  const search = async (
    matches: (field: FieldFacts) => boolean,
    signal?: AbortSignal,
  ): Promise<FieldFacts | undefined> => {
    const fresh = remembered === undefined || remembered.until < Date.now();
    const found = (await (fresh || remembered === undefined ? read(signal) : remembered.fields)).find(matches);
    return found ?? (fresh ? undefined : (await read(signal)).find(matches));
  };

  const find: Fields['find'] = (idOrName, signal) => {
    const wanted = idOrName.toLowerCase();
    return search((field) => field.id.toLowerCase() === wanted || field.name.toLowerCase() === wanted, signal);
  };

  const requestType: Fields['requestType'] = async (signal) =>
    (await search((field) => field.custom === REQUEST_TYPE_FIELD, signal)) ?? find('Request Type', signal);

  const portal: Fields['portal'] = async (fields, signal) => {
    const ids: Partial<Record<keyof PortalFields, string>> = {};
    for (const [use, idOrName] of Object.entries(fields) as [keyof PortalFields, string | undefined][]) {
      if (idOrName === undefined) continue;
      // An id needs no lookup, and system fields are their own ids.
      ids[use] =
        /^customfield_\d+$/.test(idOrName) || SYSTEM.has(idOrName)
          ? idOrName
          : ((await find(idOrName, signal))?.id ?? idOrName);
    }
    return ids;
  };

  return {
    find,
    requestType,
    portal,
    async asked(fields, signal) {
      const [ids, type] = await Promise.all([portal(fields, signal), requestType(signal)]);
      return { ...ids, requestType: type?.id };
    },
  };
}

const SYSTEM: ReadonlySet<string> = new Set([
  'assignee',
  'reporter',
  'description',
  'summary',
  'duedate',
  'labels',
  'environment',
  'creator',
]);

/** A field's value as text: options by their value, users not at all. */
export function textOf(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return textOf(value[0]);
  if (typeof value === 'object') {
    const { value: option, name } = value as { value?: unknown; name?: unknown };
    return textOf(option ?? name);
  }
  return undefined;
}
