// A process of its own that fetches documents or watches for them, once it is told to: made to be killed, by itself at a point of
// its work that the test names, or by the test.

import { createWatching } from '../../../src/connect/sync/watching.js';
import { createWorker } from '../../../src/spine/worker.js';
import { openParts } from '../../setup/parts.js';
import { inputOf, say } from '../../setup/processes.js';
import { fetchingOf } from './fetching.js';
import { ownSources } from './own-sources.js';

/** `blobs`: a folder. `folders`: those that may be read. `watches`: it watches, and fetches nothing. */
export interface OwnWork {
  url: string;
  master: string;
  blobs: string;
  folders: string[];
  watches: boolean;
}

const { url, master, watches, ...places } = inputOf<OwnWork>();
const parts = await openParts(url, Buffer.from(master, 'hex'));
const { signal } = new AbortController();
if (watches) {
  say('ready');
  const sources = ownSources(places.folders);
  await createWatching({ ...parts, sources, pace: { every: 200, lease: 1500, again: 300 } }).run(signal);
} else {
  const told = new Promise<string>((resolve) => process.stdin.once('data', (data) => resolve(String(data).trim())));
  say('ready');
  const wanted = await told;
  let seen = 0;
  const at = (point: string) => {
    if (wanted.startsWith(`${point} `) && ++seen === Number(wanted.split(' ').at(-1)))
      process.kill(process.pid, 'SIGKILL');
  };
  await createWorker({
    ...parts,
    subscriptions: [fetchingOf(parts, places, wanted.includes('commit') ? 0 : 1000, at)],
  }).run(signal);
}
