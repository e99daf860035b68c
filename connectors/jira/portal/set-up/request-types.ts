/** The service desk of a project, its request types and their forms. */
import type { Portal } from '../../../../domain/policy.ts';
import { type FormFieldFacts, type RequestTypeFacts, sameName } from '../../../../domain/portal/facts.ts';
import { mappedRequestTypes } from '../../../../domain/portal/needs.ts';
import type { JiraCalls } from '../../client.ts';
import { allItems } from '../../pages.ts';

export function listServiceDesks(calls: JiraCalls, signal?: AbortSignal) {
  return allItems(calls, 'listing the service desks', signal, ({ desk }, start, limit) =>
    desk.serviceDesk.getServiceDesks({ start, limit }),
  );
}

/** The id of the project's service desk; null if it has none. */
export async function readServiceDesk(
  calls: JiraCalls,
  projectKey: string,
  signal?: AbortSignal,
): Promise<string | null> {
  const found = (await listServiceDesks(calls, signal)).find(
    (each) => each.projectKey?.toUpperCase() === projectKey.toUpperCase(),
  );
  return found?.id === undefined ? null : String(found.id);
}

export async function listRequestTypes(
  calls: JiraCalls,
  serviceDeskId: string,
  signal?: AbortSignal,
): Promise<readonly RequestTypeFacts[]> {
  const types = await allItems(calls, 'listing the request types', signal, ({ desk }, start, limit) =>
    desk.serviceDesk.getRequestTypes({ serviceDeskId, start, limit }),
  );
  return types.map((type) => ({
    id: String(type.id ?? ''),
    name: type.name ?? '',
    issueTypeId: String(type.issueTypeId ?? ''),
    inPortal: type.groupIds === undefined || type.groupIds.length > 0,
    form: null,
  }));
}

/** The request types. The ones that the portal maps include their forms. */
export async function readRequestTypes(
  calls: JiraCalls,
  serviceDeskId: string,
  portal: Portal,
  signal?: AbortSignal,
): Promise<readonly RequestTypeFacts[]> {
  const types = await listRequestTypes(calls, serviceDeskId, signal);
  const wanted = mappedRequestTypes(portal).map((each) => each.name);
  return Promise.all(
    types.map(async (type) =>
      wanted.some((name) => sameName(name, type.name))
        ? { ...type, form: await readForm(calls, serviceDeskId, type, signal) }
        : type,
    ),
  );
}

async function readForm(
  calls: JiraCalls,
  serviceDeskId: string,
  type: RequestTypeFacts,
  signal?: AbortSignal,
): Promise<readonly FormFieldFacts[]> {
  const form = await calls.run(`reading the form of “${type.name}”`, signal, ({ desk }) =>
    desk.serviceDesk.getRequestTypeFields({
      serviceDeskId,
      requestTypeId: Number(type.id),
    }),
  );
  return (form.requestTypeFields ?? []).map((field) => ({
    fieldId: field.fieldId ?? '',
    label: field.name ?? '',
    required: field.required === true,
    options: (field.validValues ?? []).flatMap((value) => value.label ?? []),
  }));
}
