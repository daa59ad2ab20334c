// What was accepted a moment ago is on its way out of the inbox: whoever asks for it by its id waits for it.
import { Failure } from '@vito/runtime/failure';
import { wait } from '@vito/runtime/wait';
import type { Database } from '../platform/database.js';

const patience = 2000; // ms
const looks = 20; // ms between looks

/** As `look`, which may not find it yet. */
export async function onceUnpacked<T>(database: Database, tenant: string, look: () => Promise<T>): Promise<T> {
  for (const end = performance.now() + patience; ; await wait(looks)) {
    const found = await tried(look);
    if (!(found instanceof Failure)) return found;
    if (performance.now() > end) throw found;
    // Asked before the last look: what left the inbox by then would have been found.
    if (!(await isWaiting(database, tenant))) return look();
  }
}

async function tried<T>(look: () => Promise<T>): Promise<T | Failure> {
  try {
    return await look();
  } catch (error) {
    if (error instanceof Failure && error.code === 'not-found') return error;
    throw error;
  }
}

const isWaiting = (database: Database, tenant: string): Promise<boolean> =>
  database.read(tenant, async (reader) => {
    const row = await reader.selectFrom('inbox').select('position').limit(1).executeTakeFirst();
    return row !== undefined;
  });
