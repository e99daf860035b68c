/** Change events for subscribers. They name the changed object, which subscribers then reload. */
import { type AuditRow, grantIdFor } from '../../domain/ledger/records.ts';
import type { StoredRequest } from '../../store/ledger/request-store.ts';
import type { RevocationProgress } from '../../store/ledger/revocation-store.ts';
import type { Store } from '../../store/store.ts';

export type Change =
  | { readonly kind: 'request'; readonly seq: number; readonly request: StoredRequest }
  | {
      readonly kind: 'grant';
      readonly seq: number;
      readonly id: string;
      readonly application: string;
      readonly subject: string;
    }
  | { readonly kind: 'configuration'; readonly seq: number; readonly revision: number | null; readonly action: string }
  /** Progress is no row of the trail, and so has no number. */
  | { readonly kind: 'revocation'; readonly progress: RevocationProgress };

/** The changes in rows of the audit trail: one per object, with its current state. */
export async function changesOf(rows: readonly AuditRow[], { requests }: Pick<Store, 'requests'>) {
  const keys = new Map<string, number>();
  const grants = new Map<string, Change>();
  const configuration: Change[] = [];
  for (const row of rows) {
    const { seq, action, requestKey, application, subject, accessLevel } = row;
    if (requestKey !== undefined) keys.set(requestKey, seq);
    if (
      action.startsWith('lease.') &&
      application !== undefined &&
      subject !== undefined &&
      accessLevel !== undefined
    ) {
      const id = grantIdFor(application, subject, accessLevel);
      grants.set(id, { kind: 'grant', seq, id, application, subject });
    }
    if (action.startsWith('config.'))
      configuration.push({ kind: 'configuration', seq, revision: row.revision ?? null, action });
  }
  const found = await requests.getAll([...keys.keys()]);
  const ofRequests = found.map((request): Change => ({ kind: 'request', seq: keys.get(request.key) ?? 0, request }));
  return [...ofRequests, ...grants.values(), ...configuration].sort((a, b) => seqOf(a) - seqOf(b));
}

export function seqOf(change: Change): number {
  return 'seq' in change ? change.seq : 0;
}

/** One event of the stream. A browser sends the id of the last one when it reconnects. */
export function toEventText(change: Change): string {
  switch (change.kind) {
    case 'request': {
      const { key, state, application, subject, updatedAt } = change.request;
      return eventText('request', { key, state, application, subject, updatedAt }, change.seq);
    }
    case 'grant':
      return eventText(
        'grant',
        { id: change.id, application: change.application, subject: change.subject },
        change.seq,
      );
    case 'configuration':
      return eventText('configuration', { revision: change.revision, action: change.action }, change.seq);
    case 'revocation': {
      const { id, state, total, revoked, failed } = change.progress;
      return eventText('revocation', { id, state, total, revoked, failed });
    }
  }
}

export function eventText(name: string, data: object, id?: number): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
