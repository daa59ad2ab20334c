// A process of its own that starts the embedded database and waits: made to be killed by the test beside it.
import { createLog } from '@vito/runtime/log';
import { startEmbedded } from '../../src/platform/embedded-database.js';

const [folder = '', setpriv = ''] = process.argv.slice(2);
const database = await startEmbedded({
  folder,
  log: createLog('silent'),
  ...(setpriv === 'without-setpriv' ? { setpriv: null } : {}),
});
process.stdout.write(`${JSON.stringify({ pid: database.pid, url: database.url() })}\n`);
setInterval(() => undefined, 1_000);
