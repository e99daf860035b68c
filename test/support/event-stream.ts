/** Reads server-sent events as a browser does. */
import { expect, vi } from 'vitest';

export interface StreamEvent {
  readonly id?: string;
  readonly event: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read events member by member.
  readonly data: any;
}

export interface EventStream {
  readonly status: number;
  readonly events: readonly StreamEvent[];
  /** Whether the server has ended it. */
  ended(): boolean;
  /** Waits for an event of this name that meets a condition. */
  saw(event: string, data?: object): Promise<StreamEvent>;
  close(): void;
}

export async function openStream(url: string, headers: Readonly<Record<string, string>>): Promise<EventStream> {
  const controller = new AbortController();
  const response = await fetch(url, { headers: { ...headers }, signal: controller.signal });
  const events: StreamEvent[] = [];
  let ended = false;
  const read = async (): Promise<void> => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = parse(text.slice(0, end));
        if (event !== undefined) events.push(event);
        text = text.slice(end + 2);
      }
    }
  };
  read()
    .catch(() => {})
    .finally(() => {
      ended = true;
    });
  return {
    status: response.status,
    events,
    ended: () => ended,
    async saw(event, data = {}) {
      return vi.waitFor(
        () => {
          const found = events.find((each) => each.event === event && contains(each.data, data));
          expect(found, `${event} ${JSON.stringify(data)} in ${JSON.stringify(events)}`).toBeDefined();
          return found as StreamEvent;
        },
        { timeout: 15_000, interval: 20 },
      );
    },
    close: () => controller.abort(),
  };
}

function parse(block: string): StreamEvent | undefined {
  const fields = Object.fromEntries(
    block
      .split('\n')
      .map((line) => /^(\w+): ?(.*)$/.exec(line))
      .flatMap((match) => (match === null ? [] : [[match[1], match[2]]])),
  ) as { id?: string; event?: string; data?: string };
  if (fields.event === undefined) return undefined;
  return {
    ...(fields.id === undefined ? {} : { id: fields.id }),
    event: fields.event,
    data: JSON.parse(fields.data ?? '{}'),
  };
}

function contains(value: Record<string, unknown>, wanted: object): boolean {
  return Object.entries(wanted).every(([name, each]) => value[name] === each);
}
