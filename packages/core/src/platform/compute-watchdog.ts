// A thread beside a compute process's main one: ends the process when it takes too much memory, or when its server is
// gone, also while the main thread is stuck in a native library.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { memorySignal } from './compute-messages.js';

interface Watch {
  /** One Int32: 1 while a job runs. */
  busy: Int32Array;
  /** Bytes of resident memory. */
  memoryLimit: number;
  memorySignal: NodeJS.Signals;
  /** The server's process. */
  parent: number;
}

/** Resolves when the thread watches: it cannot come up while the main thread is stuck. `memoryLimit` in bytes. */
export async function startWatchdog(memoryLimit: number): Promise<{ setBusy(busy: boolean): void }> {
  const busy = new Int32Array(new SharedArrayBuffer(4));
  const workerData: Watch = { busy, memoryLimit, memorySignal, parent: process.ppid };
  // From its own text, so that it starts alike from the build and from source, with nothing loaded beside it.
  const thread = new Worker(`(${watch})(require('node:worker_threads'))`, { eval: true, workerData });
  await once(thread, 'message');
  thread.unref();
  return {
    setBusy(value) {
      Atomics.store(busy, 0, value ? 1 : 0);
      Atomics.notify(busy, 0);
    },
  };
}

/** Runs in the thread: it can use nothing of this module. Sleeps a second at a time until a job begins. */
function watch(thread: typeof import('node:worker_threads')): never {
  const { busy, memoryLimit, memorySignal: signal, parent } = thread.workerData as Watch;
  thread.parentPort?.postMessage('watching');
  for (;;) {
    if (Atomics.wait(busy, 0, 0, 1_000) === 'not-equal') Atomics.wait(busy, 0, 1, 25);
    if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
    if (process.memoryUsage.rss() > memoryLimit) process.kill(process.pid, signal);
  }
}
