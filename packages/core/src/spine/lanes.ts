// Lanes: of one tenant at most a few calls are on their way at once; what is said meanwhile travels together in the next one.
import { setImmediate } from 'node:timers/promises';

export interface Waiting<T, R> {
  item: T;
  done: (result: R) => void;
  failed: (error: unknown) => void;
}

interface Queue<T, R> {
  waiting: Waiting<T, R>[];
  lanes: number;
  sending: number;
}

export interface LanesOptions<T, R> {
  /** Calls of one tenant on their way: one works while the other waits for the disk. */
  lanes: number;
  /** Items in a call. */
  most: number;
  /** Settles every item of the group; never rejects. */
  send: (group: Waiting<T, R>[]) => Promise<void>;
}

export function createLanes<T, R>({ lanes, most, send }: LanesOptions<T, R>) {
  const queues = new Map<string, Queue<T, R>>();

  function add(tenant: string, item: T): Promise<R> {
    return new Promise((done, failed) => {
      let queue = queues.get(tenant);
      if (!queue) {
        queue = { waiting: [], lanes: 0, sending: 0 };
        queues.set(tenant, queue);
      }
      queue.waiting.push({ item, done, failed });
      if (queue.lanes < lanes) void run(tenant, queue);
    });
  }

  async function run(tenant: string, queue: Queue<T, R>): Promise<void> {
    queue.lanes++;
    await setImmediate(); // those said in the same breath travel together
    while (queue.waiting.length > 0) {
      const group = queue.waiting.splice(0, share(queue));
      queue.sending++;
      await send(group);
      queue.sending--;
      await setImmediate();
    }
    queue.lanes--;
    if (queue.lanes === 0) queues.delete(tenant);
  }

  /** The lanes that are free divide what waits between them. */
  const share = ({ waiting, sending }: Queue<T, R>): number =>
    Math.min(most, Math.ceil(waiting.length / (lanes - sending)));

  return {
    add,
    /** Items of a tenant that wait for a lane. */
    waiting: (tenant: string): number => queues.get(tenant)?.waiting.length ?? 0,
  };
}
