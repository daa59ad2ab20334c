// Locks on tables that everybody uses: taken at once or not at all, so that nobody queues behind the one who waits for them.
import { wait } from '@vito/runtime/wait';
import type pg from 'pg';

const tries = 200;

/** Runs statements that need such locks, in a transaction that is tried again until it gets them. */
export async function withLocks<T>(owner: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      await owner.query('begin');
      await owner.query("set local lock_timeout = '100ms'"); // well below deadlock_timeout
      const result = await work();
      await owner.query('commit');
      return result;
    } catch (error) {
      await owner.query('rollback').catch(() => {});
      if ((error as { code?: string }).code !== '55P03' || attempt >= tries) throw error;
      await wait(10 + Math.random() * 40);
    }
  }
}
