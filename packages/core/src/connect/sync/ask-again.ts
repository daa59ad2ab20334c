// Asks for a run until one is granted: while another is under way, what came in since may not be in it.
import { Failure } from '@vito/runtime/failure';
import { errorKind, type Log } from '@vito/runtime/log';
import { createBell, wait } from '@vito/runtime/wait';
import { systemActor } from '../../spine/context.js';
import { type RequestDeps, requestSync } from './request-sync.js';

const soon = 200; // ms
const late = 5000;
const longest = 3_600_000;

export function askAgain(deps: RequestDeps & { log: Log }, tenant: string, connectionId: string, signal: AbortSignal) {
  const bell = createBell();

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      if (!(await bell.heard(longest, signal))) continue;
      for (let pause = soon; !signal.aborted && !(await isGranted()); pause = Math.min(late, pause * 2))
        await wait(pause, signal);
    }
  }

  /** Also true where no run will be granted any more: it is paused, or gone. */
  async function isGranted(): Promise<boolean> {
    try {
      const ctx = { tenant, actor: systemActor('watch') };
      await requestSync(deps, ctx, connectionId, { fresh: false, dueAt: null });
      return true;
    } catch (error) {
      if (error instanceof Failure) return error.retry === 'never';
      deps.log.warn('asking for a sync failed', { error: errorKind(error) });
      return false;
    }
  }

  return { ask: bell.ring, ended: loop() };
}
