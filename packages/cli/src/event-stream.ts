// Server-sent events read with fetch: Node 20 has neither EventSource nor a stable WebSocket of its own.
import { wait } from '@vito/runtime/wait';

export interface ServerEvent {
  id: string | null;
  event: string;
  data: string;
}

export interface StreamOptions {
  /** Opens the stream, resuming after that id. Rejects when the server refuses. */
  open: (lastId: string | null, signal: AbortSignal) => Promise<Response>;
  lastId: string | null;
  signal: AbortSignal;
  /** Whether an error of `open` may pass; others end the stream. */
  mayPass: (error: unknown) => boolean;
  onPause?: (error: unknown) => void;
}

const pauses = [250, 500, 1000, 2000, 5000];

/** Events without end: after a break it opens again from the last id seen, ever more slowly while it fails. */
export async function* followEvents(options: StreamOptions): AsyncGenerator<ServerEvent> {
  let { lastId } = options;
  let failures = 0;
  let said = false;
  while (!options.signal.aborted) {
    try {
      const answer = await options.open(lastId, options.signal);
      for await (const event of eventsIn(answer)) {
        failures = 0;
        said = false;
        lastId = event.id ?? lastId;
        yield event;
      }
    } catch (error) {
      if (options.signal.aborted) return;
      if (!options.mayPass(error)) throw error;
      if (!said) options.onPause?.(error);
      said = true;
    }
    await wait(pauses[Math.min(failures, pauses.length - 1)] ?? 5000, options.signal);
    failures += 1;
  }
}

/** The events of one answer, as the HTML standard parses an event stream (section 9.2.6). */
export async function* eventsIn(answer: Response): AsyncGenerator<ServerEvent> {
  if (!answer.body) return;
  let event: ServerEvent = { id: null, event: 'message', data: '' };
  let data: string[] = [];
  for await (const line of linesOf(answer.body)) {
    if (line === '') {
      if (data.length > 0) yield { ...event, data: data.join('\n') };
      event = { id: event.id, event: 'message', data: '' };
      data = [];
      continue;
    }
    const [, field, value] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'data') data.push(value ?? '');
    else if (field === 'event') event.event = value ?? 'message';
    else if (field === 'id') event.id = value ?? '';
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    rest += decoder.decode(chunk, { stream: true });
    // A CR at the very end may be half of a CRLF: it waits for the next chunk.
    const parts = rest.split(/\r\n|\n|\r(?!$)/);
    rest = parts.pop() ?? '';
    yield* parts;
  }
}
