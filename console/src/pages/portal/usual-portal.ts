/** The default names from docs/jira.md. `leasehold setup jira` creates missing items under these names. */
import type { Schemas } from '../../api/client.ts';

type Portal = Schemas['Portal'];

const REQUEST_TYPES: Required<Portal['requestTypes']> = {
  access: 'Request Application Access',
  removal: 'Request Access Removal',
  change: 'Request Access Change',
};
const FIELDS: Required<Portal['fields']> = {
  application: 'Application',
  accessType: 'Access Type',
  approver: 'assignee',
  duration: 'Duration',
  justification: 'description',
  subject: 'For whom',
  startAt: 'Start',
  breakGlass: 'Break glass',
};
const STATUSES: Required<Portal['statuses']> = {
  pending: ['Waiting for approval'],
  approved: ['Approved'],
  denied: ['Denied'],
  declined: ['Declined'],
  withdrawn: ['Canceled'],
  revoked: ['Revoked'],
  provisioned: ['Access Granted'],
  expired: ['Access Expired'],
  failed: ['Needs Attention'],
};

/** Fills empty settings with the default names. Existing values stay, and no status is used twice. */
export function withUsualNames(portal: Portal): Portal {
  const used = new Set(Object.values(portal.statuses).flatMap((names) => names.map((name) => name.toLowerCase())));
  const free = Object.entries(STATUSES).filter(([, names]) => !names.some((name) => used.has(name.toLowerCase())));
  return {
    ...portal,
    requestTypes: { ...REQUEST_TYPES, ...portal.requestTypes },
    fields: { ...FIELDS, ...portal.fields },
    statuses: { ...Object.fromEntries(free), ...portal.statuses },
  };
}
