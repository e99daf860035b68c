/**
 * Every event that people outside Jira can be notified of. `test/house/vocabularies.test.ts` checks the list in
 * docs/configuration.md against this.
 */
export const NOTIFICATION_EVENTS = {
  'request.waiting': 'A stage opened, or an approver handed it to someone else',
  'request.reminded': 'The approvers of a stage were reminded',
  'request.escalated': 'More people were asked',
  'request.counted': 'A decision counted, and others are still needed',
  'request.decided': 'It was approved (told when it is given, or waits for its start), denied, declined or withdrawn',
  'request.contested':
    'The issue is moved or edited again and again; Leasehold leaves it where it is, or asks less often',
  'request.failed': 'The access could not be given; a person must retry it',
  'access.given': 'The access was given',
  'access.endsSoon': 'The access ends soon',
  'access.extended': 'The access ends later',
  'access.ended': 'The access ended',
  'access.stuck': 'The provider does not confirm the end; it is tried until it does',
  'access.overdue': 'The keeper ended access that its request had not ended in time',
  breakGlass: 'Someone took access without approval',
  'breakGlass.reminded': 'The reviewers were reminded',
  'breakGlass.overdue': 'Nobody reviewed in time',
  'breakGlass.reviewed': 'Someone reviewed it',
} as const satisfies Readonly<Record<string, string>>;

export type NotificationEventName = keyof typeof NOTIFICATION_EVENTS;

type GroupOf<Name> = Name extends `${infer Group}.${string}` ? Group : never;

/** A value of `notifications[].events`: an event, or the prefix of several. */
export type NotificationFilter = NotificationEventName | GroupOf<NotificationEventName>;

export const NOTIFICATION_FILTERS = [
  ...new Set(Object.keys(NOTIFICATION_EVENTS).flatMap((name) => [name.replace(/\..*$/, ''), name])),
] as NotificationFilter[];

/**
 * Whether a name in `events` covers an event: it stands for all below it, `breakGlass` also for `breakGlass.overdue`.
 */
export function covers(filter: NotificationFilter, event: NotificationEventName): boolean {
  return event === filter || event.startsWith(`${filter}.`);
}
