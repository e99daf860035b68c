/** What people do in Jira and through the API. Everything that they order is kept in the record. */
import { setTimeout as delay } from 'node:timers/promises';
import { toPlainText } from '../../../connectors/jira/portal/issue/adf.ts';
import type { AccessRecord, Order, RequestRecord } from './access-record.ts';
import type { ApiAnswer, ApiCaller } from './api-caller.ts';
import { type Company, PEOPLE } from './company.ts';
import { grantOf, LEVELS, type LevelName, ROLE } from './levels.ts';

export interface Raised {
  readonly story: string;
  readonly kind?: RequestRecord['kind'];
  readonly by: string;
  /** A level, or the role. */
  readonly wants: LevelName | 'role';
  readonly seconds: number;
  readonly breakGlass?: boolean;
}

export interface People {
  raise(asked: Raised): RequestRecord;
  /** @returns whether Jira offered the move. */
  move(request: RequestRecord, by: string, status: string): boolean;
  order(request: RequestRecord, order: Order): Order;
  decide(request: RequestRecord, decision: 'approve' | 'deny'): Promise<ApiAnswer>;
  extend(request: RequestRecord, seconds: number): Promise<void>;
  revoke(requests: readonly RequestRecord[], criteria: object): Promise<void>;
  statusOf(request: RequestRecord): string;
  /** The number of comments on its issue. */
  said(request: RequestRecord): number;
  /** Whether its issue has the question of a stage. */
  isAsked(request: RequestRecord): boolean;
  /** Whether the providers show all of it. */
  holds(request: RequestRecord): boolean;
  /** Whether a condition came true before the time was over. */
  until(condition: () => boolean, withinMs: number): Promise<boolean>;
}

const LOOK_EVERY_MS = 100;
const REQUEST_TYPES = {
  access: 'Request Application Access',
  change: 'Request Access Change',
  removal: 'Request Access Removal',
} as const;

export function createPeople({ jira, membership }: Company, api: ApiCaller, record: AccessRecord): People {
  const issueOf = (key: string) => jira.actions.issue(key);
  const order: People['order'] = (request, each) => {
    request.orders.push(each);
    return each;
  };
  const people: People = {
    raise({ story, kind = 'access', by, wants, seconds, breakGlass }) {
      const asked =
        wants === 'role'
          ? { customfield_10101: ROLE.name }
          : { customfield_10101: LEVELS[wants].application, customfield_10102: LEVELS[wants].accessType };
      const issue = jira.actions.create({
        requestType: REQUEST_TYPES[kind],
        reporter: jira.accountOf(by),
        summary: `${story} ${wants}`,
        description: 'for the fault harness',
        fields: {
          ...asked,
          ...(kind === 'removal' ? {} : { customfield_10103: `${seconds}s` }),
          ...(breakGlass === true ? { customfield_10108: 'Yes' } : {}),
        },
      });
      const request: RequestRecord = {
        key: issue.key,
        story,
        kind,
        subject: by,
        gives: kind === 'removal' ? [] : wants === 'role' ? ROLE.levels : [wants],
        durationMs: seconds * 1_000,
        raisedAt: Date.now(),
        orders: [],
      };
      record.requests.push(request);
      return request;
    },
    move(request, by, status) {
      const issue = issueOf(request.key);
      if (issue === undefined || issue.status === status) return false;
      jira.actions.transition(issue, jira.accountOf(by), status);
      return true;
    },
    order,
    async decide(request, decision) {
      const kept = order(request, { what: decision, by: 'api', from: Date.now() });
      const { plan } = (await api.call('GET', `/requests/${request.key}`, 'faults-lead')).body;
      const body = { decision, ...(plan === undefined ? {} : { plan }) };
      const answer = await api.call('POST', `/requests/${request.key}/decisions`, 'faults-lead', body);
      if (answer.status === 200) kept.acceptedAt = Date.now();
      // After 202 it may have been heard.
      else if (answer.status !== 202 && !answer.uncertain) kept.refused = true;
      return answer;
    },
    async extend(request, seconds) {
      const [level] = request.gives;
      if (level === undefined) return;
      const kept = order(request, { what: 'extend', by: 'api', from: Date.now(), forMs: seconds * 1_000 });
      const path = `/grants/${encodeURIComponent(grantOf(level, request.subject))}/extension`;
      const answer = await api.call('POST', path, 'faults-admin', { duration: `${seconds}s` });
      if (answer.status === 200) kept.acceptedAt = Date.now();
      else if (!answer.uncertain) kept.refused = true;
    },
    async revoke(requests, criteria) {
      const from = Date.now();
      const orders = requests.map((request) => order(request, { what: 'revoke', by: 'api', from }));
      const body = { ...criteria, reason: 'ended by the fault harness' };
      const answer = await api.call('POST', '/revocations', 'faults-admin', body);
      for (const each of orders) {
        if (answer.status === 202) Object.assign(each, { acceptedAt: Date.now(), id: answer.body.id });
        else if (!answer.uncertain) each.refused = true;
      }
    },
    statusOf: (request) => issueOf(request.key)?.status ?? '',
    said: (request) => issueOf(request.key)?.comments.length ?? 0,
    isAsked: (request) =>
      issueOf(request.key)?.comments.some(({ body }) => toPlainText(body).includes('waits for approval')) ?? false,
    holds: (request) => request.gives.every((level) => membership.holds(grantOf(level, request.subject))),
    async until(condition, withinMs) {
      const deadline = Date.now() + withinMs;
      while (!condition()) {
        if (Date.now() > deadline) return false;
        await delay(LOOK_EVERY_MS);
      }
      return true;
    },
  };
  return people;
}

/** An approver who may decide in Jira. */
export const APPROVER = PEOPLE.lead;
