/** The runs of a workflow that continued as new, and the sizes of their histories. */
import type { Client } from '@temporalio/client';

type Handle = ReturnType<Client['workflow']['getHandle']>;
type HistoryEvent = NonNullable<Awaited<ReturnType<Handle['fetchHistory']>>['events']>[number];

export interface ChainedRun {
  readonly runId: string;
  readonly events: readonly HistoryEvent[];
}

/** The runs of a chain, the latest first. */
export async function chainOf(client: Client, workflowId: string): Promise<readonly ChainedRun[]> {
  const runs: ChainedRun[] = [];
  let { runId } = await client.workflow.getHandle(workflowId).describe();
  while (runId !== '') {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    runs.push({ runId, events: events ?? [] });
    runId = events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? '';
  }
  return runs;
}

/** The bytes of all payloads in a history, by what they belong to: the largest first. */
export function payloadBytes(events: readonly HistoryEvent[]): readonly (readonly [what: string, bytes: number])[] {
  const sums = new Map<string, number>();
  const typeOf = new Map(
    events.map((event) => [String(event.eventId), event.activityTaskScheduledEventAttributes?.activityType?.name]),
  );
  for (const event of events) {
    const [kind = '', attributes] =
      Object.entries(event).find(([name, value]) => name.endsWith('Attributes') && value != null) ?? [];
    const of = attributes as { activityType?: { name?: string }; scheduledEventId?: unknown } | undefined;
    const activity = of?.activityType?.name ?? typeOf.get(String(of?.scheduledEventId));
    const what = [kind.replace('EventAttributes', ''), activity].filter((part) => part !== undefined).join(' ');
    sums.set(what, (sums.get(what) ?? 0) + bytesIn(event));
  }
  return [...sums].filter(([, bytes]) => bytes > 0).sort(([, a], [, b]) => b - a);
}

/** A payload has metadata and data; everything else is a container. */
function bytesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return 0;
  if ('metadata' in value && 'data' in value && value.data instanceof Uint8Array) return value.data.length;
  return Object.values(value).reduce((sum: number, part) => sum + bytesIn(part), 0);
}
