/** Fields by id or by the name that people see; the configuration may use either. */
import type { PortalFields } from '../../../../domain/policy.ts';
import type { JiraCalls } from '../api-call.ts';

export interface FieldInfo {
  readonly id: string;
  readonly name: string;
  /** Jira's kind of field, e.g. `com.atlassian.servicedesk:vp-origin` for the request type. */
  readonly custom: string | undefined;
  /** `user`, `array`, `option`, `string`, … */
  readonly type: string | undefined;
}

const REMEMBER_MS = 5 * 60_000;
const REQUEST_TYPE_FIELD = 'com.atlassian.servicedesk:vp-origin';

export interface Fields {
  /** Looks a field up by id or name; the list is read again when it is not in the one that is remembered. */
  find(idOrName: string, signal?: AbortSignal): Promise<FieldInfo | undefined>;
  /** The field that holds the request type: its id differs from site to site. */
  requestType(signal?: AbortSignal): Promise<FieldInfo | undefined>;
  /** The ids of all mapped portal fields, by what they are mapped to. */
  portal(fields: PortalFields, signal?: AbortSignal): Promise<Readonly<Partial<Record<keyof PortalFields, string>>>>;
}

export function createFields(calls: JiraCalls): Fields {
  let remembered: { readonly until: number; readonly fields: Promise<readonly FieldInfo[]> } | undefined;

  const read = (signal?: AbortSignal): Promise<readonly FieldInfo[]> => {
    const fields = calls.run('reading the list of fields', signal, async ({ v3 }) =>
      (await v3.issueFields.getFields()).filter(isShared).map((field) => ({
        id: field.id ?? '',
        name: field.name ?? '',
        custom: field.schema?.custom,
        type: field.schema?.type,
      })),
    );
    remembered = { until: Date.now() + REMEMBER_MS, fields };
    fields.catch(() => {
      remembered = undefined;
    });
    return fields;
  };

  const search = async (
    matches: (field: FieldInfo) => boolean,
    signal?: AbortSignal,
  ): Promise<FieldInfo | undefined> => {
    const fresh = remembered === undefined || remembered.until < Date.now();
    const found = (await (fresh || remembered === undefined ? read(signal) : remembered.fields)).find(matches);
    return found ?? (fresh ? undefined : (await read(signal)).find(matches));
  };

  const find: Fields['find'] = (idOrName, signal) => {
    const wanted = idOrName.toLowerCase();
    return search((field) => field.id.toLowerCase() === wanted || field.name.toLowerCase() === wanted, signal);
  };

  return {
    find,
    requestType: (signal) =>
      search((field) => field.custom === REQUEST_TYPE_FIELD || field.name === 'Request Type', signal),
    async portal(fields, signal) {
      const ids: Partial<Record<keyof PortalFields, string>> = {};
      for (const [use, idOrName] of Object.entries(fields) as [keyof PortalFields, string | undefined][]) {
        if (idOrName === undefined) continue;
        // An id needs no look-up, and system fields are their own ids.
        ids[use] =
          /^customfield_\d+$/.test(idOrName) || SYSTEM.has(idOrName)
            ? idOrName
            : ((await find(idOrName, signal))?.id ?? idOrName);
      }
      return ids;
    },
  };
}

/** Whether company-managed projects can have the field: a team-managed project's own may have the same name. */
export function isShared(field: { readonly scope?: { readonly type?: string | undefined } | undefined }): boolean {
  return field.scope?.type !== 'PROJECT';
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
