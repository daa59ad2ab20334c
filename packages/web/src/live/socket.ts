// The live socket: says where to resume, hands on each frame, comes back with growing pauses, and stops when access ends.
import { closeCodes, SocketFrame } from '@vito/contracts/timeline';

/** The part of a WebSocket that is used here; the browser's and the `ws` package's both have it. */
export interface SocketLike {
  send(data: string): void;
  close(): void;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
}

/** `waiting` is between two tries; `ended` is final: the sign-in is over. */
export type LinkState = 'connecting' | 'live' | 'waiting' | 'ended';

export interface LiveSocketOptions {
  open(): SocketLike;
  /** The seq after which to resume, asked at each connection. */
  after(): number;
  onFrame(frame: SocketFrame): void;
  /** The server cannot resume: load again. Called once per `reset`; the socket reconnects when it is done. */
  onReset(): Promise<void>;
  onState(state: LinkState): void;
  /** Milliseconds to wait before try number 1, 2, … */
  pause?(attempt: number): number;
}

export function createLiveSocket(options: LiveSocketOptions) {
  const pause = options.pause ?? growingPause;
  let socket: SocketLike | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let resets = 0;
  let running = false;

  function start(): void {
    if (running) return;
    running = true;
    connect();
  }

  function stop(): void {
    running = false;
    clearTimeout(timer);
    drop();
  }

  /** Tries at once instead of waiting: the network is back, or the page is looked at again. */
  function nudge(): void {
    if (!running || socket !== null) return;
    clearTimeout(timer);
    connect();
  }

  function connect(): void {
    options.onState('connecting');
    const opened = options.open();
    socket = opened;
    opened.onopen = () => opened.send(JSON.stringify({ type: 'resume', after: options.after() }));
    opened.onmessage = (event: { data: unknown }) => {
      if (socket === opened) receive(event.data);
    };
    opened.onclose = (event: { code: number }) => {
      if (socket === opened) lost(event.code);
    };
    // An error is always followed by a close, which decides what to do.
    opened.onerror = () => undefined;
  }

  function receive(data: unknown): void {
    const frame = parse(data);
    if (frame === null) return;
    if (frame.type === 'reset') {
      void reload();
      return;
    }
    if (frame.type === 'ready') {
      attempt = 0;
      resets = 0;
      options.onState('live');
    }
    options.onFrame(frame);
  }

  async function reload(): Promise<void> {
    drop();
    options.onState('connecting');
    resets += 1;
    const loaded = await options.onReset().then(
      () => true,
      () => false,
    );
    if (!running || socket !== null) return;
    // A server that says `reset` again and again must not be asked without a pause.
    if (loaded && resets === 1) connect();
    else retry();
  }

  function lost(code: number): void {
    socket = null;
    if (code === closeCodes.accessEnded) {
      running = false;
      options.onState('ended');
    } else if (running) {
      retry();
    }
  }

  function retry(): void {
    attempt += 1;
    options.onState('waiting');
    timer = setTimeout(connect, pause(attempt));
  }

  /** Lets go of the socket first, so that its late events find nobody. */
  function drop(): void {
    const old = socket;
    socket = null;
    if (old) old.close();
  }

  return { start, stop, nudge };
}

/** 0.4 s, doubling to 15 s, each shortened by up to half at random so that many pages do not come back at once. */
function growingPause(attempt: number): number {
  return Math.min(15_000, 400 * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
}

/** Null for what this version does not know: a newer server may send more kinds of frames. */
function parse(data: unknown): SocketFrame | null {
  if (typeof data !== 'string') return null;
  try {
    const parsed = SocketFrame.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
