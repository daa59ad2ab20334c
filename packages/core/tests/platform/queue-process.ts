// A process of its own that hears a wake-up and then hangs with it: made to be killed by the test beside it.
import { createLog } from '@vito/runtime/log';
import { createWakeUps, type QueuePlace } from '../../src/platform/queue.js';
import { inputOf, say } from '../setup/processes.js';

const { place } = inputOf<{ place: QueuePlace }>();
const wakeUps = createWakeUps(place, createLog('silent'));
await wakeUps.listen((subscription) => {
  say(`heard ${subscription}`);
  for (const until = Date.now() + 60_000; Date.now() < until; ); // so that it never says that it is done
});
say('listens');
