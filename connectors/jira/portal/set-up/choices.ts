/** The choices of the pickers in the portal's settings. */
import type { PortalChoices } from '../../../../domain/portal/facts.ts';
import type { JiraCalls } from '../../client.ts';
import { readFields } from '../field-list.ts';
import { readWorkflows } from './facts.ts';
import { listRequestTypes, listServiceDesks } from './request-types.ts';

export async function readChoices(calls: JiraCalls, project: string, signal?: AbortSignal): Promise<PortalChoices> {
  const [desks, fields] = await Promise.all([listServiceDesks(calls, signal), readFields(calls, signal)]);
  const chosen = desks.find((each) => each.projectKey?.toUpperCase() === project.toUpperCase());
  const [requestTypes, workflows] =
    chosen?.id === undefined
      ? [[], []]
      : await Promise.all([
          listRequestTypes(calls, String(chosen.id), signal),
          readWorkflows(calls, chosen.projectKey ?? project, signal),
        ]);
  return {
    projects: desks.map((each) => ({ key: each.projectKey ?? '', name: each.projectName ?? '' })),
    requestTypes: requestTypes.map(({ id, name, inPortal }) => ({ id, name, inPortal })),
    statuses: [...new Set(workflows.flatMap((each) => each.statuses))],
    fields: fields.map(({ id, name, type, items, custom }) => ({
      id,
      name,
      type: type === 'array' ? `array of ${items ?? 'something'}` : (type ?? 'unknown'),
      custom: custom !== null,
    })),
  };
}
