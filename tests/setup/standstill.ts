// A test file whose thread stands still (a loop that never ends, a pattern that never does) would hang the whole run: no
// timeout of a test can fire there. A thread beside it names the file and where it stands, and ends the process: the file fails.
// The thread counts its own seconds, not the clock's: a machine that is paused for minutes pauses both, and nothing stood still.
import { Worker } from 'node:worker_threads';
import { expect } from 'vitest';

interface Watched {
  beats: Int32Array;
  /** Seconds without a beat. */
  limit: number;
  /** What is told is also written here, one file for each process: the run's end repeats it. */
  told: string;
}

/** One for the process, which runs one file after the other, and this module anew before each. */
const here = globalThis as { standstillWatch?: Worker };
here.standstillWatch ??= startWatch();
here.standstillWatch.postMessage(expect.getState().testPath ?? 'a test file');

function startWatch(): Worker {
  const beats = new Int32Array(new SharedArrayBuffer(4));
  setInterval(() => Atomics.add(beats, 0, 1), 1000).unref();
  const told = new URL(`../../dist/standstill/${process.pid}.txt`, import.meta.url).pathname;
  const workerData: Watched = { beats, limit: 120, told };
  const worker = new Worker(`(${watch})(require)`, { eval: true, workerData });
  worker.unref();
  return worker;
}

/** Runs in the thread: it can use nothing of this module. */
function watch(get: NodeJS.Require): void {
  const { workerData, parentPort } = get('node:worker_threads') as typeof import('node:worker_threads');
  const { Session } = get('node:inspector') as typeof import('node:inspector');
  const { appendFileSync, mkdirSync, writeSync } = get('node:fs') as typeof import('node:fs');
  const { dirname } = get('node:path') as typeof import('node:path');
  const { beats, limit, told } = workerData as Watched;
  let file = '';
  parentPort?.on('message', (next: string) => {
    file = next;
  });
  let last = -1;
  let still = 0;
  const timer = setInterval(() => {
    const beat = Atomics.load(beats, 0);
    still = beat === last ? still + 1 : 0;
    last = beat;
    if (still > limit) {
      clearInterval(timer);
      tell();
    }
  }, 1000);

  function tell(): void {
    say(`\n${file} has stood still for ${limit} s; its process is ended.\n`);
    setTimeout(end, 5000); // where the thread does not even stop to be looked at
    const session = new Session();
    const files = new Map<string, string>();
    session.connectToMainThread();
    session.on('Debugger.scriptParsed', ({ params }) => files.set(params.scriptId, params.url));
    session.on('Debugger.paused', ({ params }) => {
      for (const { functionName, url, location } of params.callFrames)
        say(
          `  at ${functionName || 'a function'} (${url || files.get(location.scriptId)}:${location.lineNumber + 1})\n`,
        );
      end();
    });
    session.post('Debugger.enable');
    session.post('Debugger.pause');
  }
  const say = (words: string) => {
    writeSync(2, words);
    mkdirSync(dirname(told), { recursive: true });
    appendFileSync(told, words);
  };
  const end = () => process.kill(process.pid, 'SIGKILL');
}
