// A log that keeps so many months in the database: older ones are put away by themselves, by whichever process looks first.
import { Failure } from '@vito/runtime/failure';
import { errorKind, type Log } from '@vito/runtime/log';
import pg from 'pg';
import type { Blobs } from '../../platform/blobs.js';
import type { Database } from '../../platform/database.js';
import { monthsBefore, putAway } from './put-away.js';

interface Deps {
  database: Database;
  blobs: Blobs;
  ownerUrl: string;
  log: Log;
  /** Months before this one that stay. */
  keep: number;
}

/** Never throws: what could not be put away is tried again the next time. */
export async function keepMonths({ database, blobs, ownerUrl, log, keep }: Deps): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  owner.on('error', () => {});
  try {
    await owner.connect();
    for (const month of await monthsBefore(owner, new Date(), keep)) {
      const events = await putAway({ database, blobs, owner, now: () => new Date() }, month);
      log.info('a month of the log was put away', { count: events });
    }
  } catch (error) {
    if (!(error instanceof Failure && error.code === 'conflict'))
      // another process does it, or events still wait
      log.warn('a month of the log could not be put away', { error: errorKind(error) });
  } finally {
    await owner.end().catch(() => {});
  }
}
