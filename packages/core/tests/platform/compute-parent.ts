// A process of its own that has a job running in a compute process for ever: made to be killed by the test beside it.
import { createLog } from '@vito/runtime/log';
import { createComputePool } from '../../src/platform/compute-pool.js';

const [note = ''] = process.argv.slice(2);
const pool = createComputePool({
  log: createLog('silent'),
  timeLimit: { page: 3_600_000, job: 3_600_000 },
  tasks: new URL('hostile-tasks.ts', import.meta.url),
});
await pool.read(new Uint8Array(0), `spin-after-note ${note}`);
