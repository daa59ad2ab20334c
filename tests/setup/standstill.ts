// A test file whose thread stands still (a loop that never ends, a pattern that never does) would hang the whole run: no
// timeout of a test can fire there. A thread beside it names the file and where it stands, and ends the process: the file fails.
import { Worker } from 'node:worker_threads';
import { expect } from 'vitest';

interface Watched {
  beats: Int32Array;
  file: string;
  /** Milliseconds without a beat. */
  limit: number;
}

const beats = new Int32Array(new SharedArrayBuffer(4));
const watched: Watched = { beats, file: expect.getState().testPath ?? 'a test file', limit: 120_000 };
new Worker(`(${watch})(require)`, { eval: true, workerData: watched }).unref();
setInterval(() => Atomics.add(beats, 0, 1), 1000).unref();

/** Runs in the thread: it can use nothing of this module. */
function watch(get: NodeJS.Require): void {
  const { workerData } = get('node:worker_threads') as typeof import('node:worker_threads');
  const { Session } = get('node:inspector') as typeof import('node:inspector');
  const { writeSync } = get('node:fs') as typeof import('node:fs');
  const { beats, file, limit } = workerData as Watched;
  let last = -1;
  let since = Date.now();
  const timer = setInterval(() => {
    const beat = Atomics.load(beats, 0);
    if (beat !== last) {
      last = beat;
      since = Date.now();
    } else if (Date.now() - since > limit) {
      clearInterval(timer);
      tell();
    }
  }, 1000);

  function tell(): void {
    writeSync(2, `\n${file} has stood still for ${limit / 1000} s; its process is ended.\n`);
    setTimeout(end, 5000); // where the thread does not even stop to be looked at
    const session = new Session();
    const files = new Map<string, string>();
    session.connectToMainThread();
    session.on('Debugger.scriptParsed', ({ params }) => files.set(params.scriptId, params.url));
    session.on('Debugger.paused', ({ params }) => {
      for (const { functionName, url, location } of params.callFrames)
        writeSync(
          2,
          `  at ${functionName || 'a function'} (${url || files.get(location.scriptId)}:${location.lineNumber + 1})\n`,
        );
      end();
    });
    session.post('Debugger.enable');
    session.post('Debugger.pause');
  }
  const end = () => process.kill(process.pid, 'SIGKILL');
}
