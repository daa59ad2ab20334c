// A process of its own that sequences, or holds the sequencer's lock in an open transaction: made to be killed or stopped.
import { createLog } from '@vito/runtime/log';
import { createBell } from '@vito/runtime/wait';
import { createPool } from '../../src/platform/database.js';
import { runSequencer } from '../../src/spine/sequencer.js';
import { rolesOf } from '../setup/parts.js';
import { inputOf, say } from '../setup/processes.js';

const { url, subscriptions, hold } = inputOf<{
  url: string;
  subscriptions: { type: string; subscription: string }[];
  hold: boolean;
}>();
const log = createLog('silent');
const limits = { statement_timeout: 1000, idle_in_transaction_session_timeout: 1000 };
const pool = createPool(rolesOf(url).dispatch, 1, log, limits);

if (hold) {
  const client = await pool.connect();
  client.on('error', () => {});
  await client.query('begin');
  await client.query('select * from vito.sequence(0::smallint, 1000, $1)', [JSON.stringify(subscriptions)]);
  say('holds');
  setInterval(() => {}, 1000);
} else {
  say('runs');
  let moved = 0;
  await runSequencer(
    {
      pool,
      subscriptions,
      bell: createBell(),
      log,
      batch: 20,
      onSequenced: (batch) => {
        for (const { events } of batch) moved += events;
        say(`moved ${moved}`);
      },
      onWork: () => {},
    },
    new AbortController().signal,
  );
}
