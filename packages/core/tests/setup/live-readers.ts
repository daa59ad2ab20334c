// Live readers of the timeline for tests: a WebSocket or a stream of server-sent events, with all that it was sent.
import { SocketFrame } from '@vito/contracts/timeline';
import { createBell } from '@vito/runtime/wait';
import { WebSocket } from 'ws';

export type LiveReader = ReturnType<typeof listener>;

/** A live reader of the log: what it was sent, and how it ended. */
function listener(token: string) {
  const bell = createBell();
  const frames: SocketFrame[] = [];
  const state = { ended: null as number | string | null };
  return {
    token,
    frames,
    bell,
    state,
    seqs: () => entriesOf(frames).map(({ seq }) => seq),
    /** How far what it was sent reaches. */
    reached: () => Math.max(0, ...frames.flatMap((frame) => (frame.type === 'entries' ? [frame.seq] : []))),
    async until(what: string, holds: () => boolean): Promise<void> {
      for (const end = Date.now() + 25_000; !holds(); await bell.heard(1000)) {
        if (Date.now() > end) throw new Error(`waited in vain: ${what}; got ${JSON.stringify(frames).slice(0, 500)}`);
      }
    },
  };
}
export const entriesOf = (frames: SocketFrame[]) =>
  frames.flatMap((frame) => (frame.type === 'entries' ? frame.entries : []));

/** Opens readers of a server; `terminate` ends all of them. */
export function createReaders({ url, token: usual }: { url: string; token: string }) {
  const open: { terminate(): void }[] = [];

  /** Opens a socket. `hello`: its first frame, by default to resume after `after`; null for none. */
  function socketFrom(
    after: number,
    options: { token?: string; hello?: string | Buffer | null; paused?: boolean } = {},
  ) {
    const heard = listener(options.token ?? usual);
    const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/timeline/live`, {
      headers: { authorization: `Bearer ${heard.token}` },
    });
    open.push(socket);
    const hello = options.hello === undefined ? JSON.stringify({ type: 'resume', after }) : options.hello;
    socket.on('open', () => {
      if (hello !== null) socket.send(hello);
      if (options.paused) socket.pause();
    });
    socket.on('message', (data) => {
      heard.frames.push(SocketFrame.parse(JSON.parse(data.toString())));
      heard.bell.ring();
    });
    socket.on('close', (code) => {
      heard.state.ended = code;
      heard.bell.ring();
    });
    socket.on('error', () => {});
    return Object.assign(heard, { socket });
  }

  /** Opens a stream of server-sent events; the `id` of each is kept as the frame's seq. */
  function streamFrom(search: string, headers: Record<string, string> = {}, token = usual) {
    const heard = listener(token);
    const abort = new AbortController();
    open.push({ terminate: () => abort.abort() });
    const ids: string[] = [];
    const take = (block: string) => {
      const fields = new Map(block.split('\n').map((line) => line.split(/: (.*)/s, 2) as [string, string]));
      const event = fields.get('event');
      if (!event) return;
      if (fields.has('id')) ids.push(fields.get('id') ?? '');
      const data = JSON.parse(fields.get('data') ?? 'null');
      if (event === 'closed') heard.state.ended = data.reason;
      else heard.frames.push(SocketFrame.parse({ type: event, ...data }));
      heard.bell.ring();
    };
    const reading = (async () => {
      const answer = await fetch(`${url}/v1/timeline/stream${search}`, {
        headers: { authorization: `Bearer ${token}`, ...headers },
        signal: abort.signal,
      });
      if (!answer.headers.get('content-type')?.includes('text/event-stream')) throw new Error('this is no stream');
      let rest = '';
      for await (const piece of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const blocks = (rest + piece).split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) take(block);
      }
      heard.state.ended ??= 'ended';
      heard.bell.ring();
    })();
    reading.catch(() => {});
    return Object.assign(heard, { ids });
  }

  return {
    socketFrom,
    streamFrom,
    open,
    terminate(): void {
      for (const one of open.splice(0)) one.terminate();
    },
  };
}
