// One request and its answer over a connection that is there already. The body is cut, not read to its end, and stays
// as it was sent: nothing is unpacked, no redirect followed, no cookie kept.
import type { Socket } from 'node:net';
import { Client, type Dispatcher } from 'undici';
import { NoAnswer, whileHearing } from './no-answer.js';

export interface Asked {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'PROPFIND' | 'REPORT';
  headers: Record<string, string>;
  body: string | Uint8Array | null;
  mostBytes: number;
}

export interface Heard {
  status: number;
  /** Names in lower case; what was sent several times is joined by commas. */
  headers: Record<string, string>;
  body: Uint8Array;
  /** True where the body was longer than `mostBytes`. */
  truncated: boolean;
}

const mostHeaders = 16 * 1024; // bytes

/** Rejects with NoAnswer; once the signal has aborted, its reason is what counts. */
export async function exchange(socket: Socket, url: URL, asked: Asked, signal: AbortSignal): Promise<Heard> {
  let first: unknown = null; // the library tries again after some errors, and then tells the second
  socket.on('error', (error) => {
    first ??= error;
  });
  const client = new Client(url.origin, {
    connect: once(socket),
    pipelining: 0, // connection: close
    maxHeaderSize: mostHeaders,
    headersTimeout: 0, // the signal is the one clock
    bodyTimeout: 0,
  });
  try {
    return await hear(client, `${url.pathname}${url.search}`, asked, signal);
  } catch (error) {
    throw whileHearing(first ?? error);
  } finally {
    await client.destroy();
  }
}

/** Hands over this one connection; after it there is no other, for another would be unchecked. */
function once(socket: Socket) {
  let given = false;
  return (_options: unknown, done: (...args: [null, Socket] | [Error, null]) => void) => {
    const again = given;
    given = true;
    queueMicrotask(() => (again ? done(new NoAnswer('closed'), null) : done(null, socket)));
  };
}

function hear(client: Client, path: string, asked: Asked, signal: AbortSignal): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const { method, headers, body, mostBytes } = asked;
    const bytes = createCut(mostBytes);
    const heard = { status: 0, headers: {} as Heard['headers'] };
    const end = (truncated: boolean) => {
      signal.removeEventListener('abort', abort);
      resolve({ ...heard, body: bytes.taken(), truncated });
    };
    const abort = () => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    const handler: Dispatcher.DispatchHandler = {
      onRequestStart() {},
      onResponseStart(_controller, status, given) {
        if (status < 200) return; // early hints
        heard.status = status;
        heard.headers = joined(given);
      },
      onResponseData(controller, chunk) {
        if (bytes.take(chunk)) return;
        controller.pause();
        end(true);
      },
      onResponseEnd: () => end(false),
      onResponseError: (_controller, error) => {
        signal.removeEventListener('abort', abort);
        reject(error);
      },
    };
    client.dispatch({ method: method as Dispatcher.HttpMethod, path, headers, body }, handler);
  });
}

function joined(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? []].flat().join(', ')]));
}

/** The first `most` bytes, copied: a piece of one byte would otherwise hold the whole packet it came in. */
function createCut(most: number) {
  let kept = Buffer.alloc(0);
  let length = 0;
  return {
    /** False once there is more than may be kept. */
    take(chunk: Uint8Array): boolean {
      const fits = chunk.subarray(0, most - length);
      if (length + fits.length > kept.length) {
        const larger = Buffer.alloc(Math.min(most, Math.max(4096, 2 * (length + fits.length))));
        larger.set(kept.subarray(0, length));
        kept = larger;
      }
      kept.set(fits, length);
      length += fits.length;
      return fits.length === chunk.length;
    },
    taken: (): Uint8Array => new Uint8Array(kept.subarray(0, length)),
  };
}
