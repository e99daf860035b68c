/** The fields of the Jira site. */
import type { FieldFacts } from '../../../domain/portal/facts.ts';
import type { JiraCalls } from '../client.ts';

/** All fields that company-managed projects can have. */
export async function readFields(calls: JiraCalls, signal?: AbortSignal): Promise<readonly FieldFacts[]> {
  const fields = await calls.run('reading the list of fields', signal, ({ v3 }) => v3.issueFields.getFields());
  return fields.filter(isShared).map((field) => ({
    id: field.id ?? '',
    name: field.name ?? '',
    custom: field.schema?.custom ?? null,
    type: field.schema?.type ?? null,
    items: field.schema?.items ?? null,
  }));
}

/**
 * Whether company-managed projects can have it. A team-managed project can have its own field or status with the same
 * name.
 */
export function isShared(item: { readonly scope?: { readonly type?: string | undefined } | undefined }): boolean {
  return item.scope?.type !== 'PROJECT';
}
