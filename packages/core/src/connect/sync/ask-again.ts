// Asks for a run until one is granted: while another is under way, what came in since may not be in it. And again after a while
// where the last one failed: what it was for has not come yet.
import { Failure } from '@vito/runtime/failure';
import { errorKind, type Log } from '@vito/runtime/log';
import { createBell, wait } from '@vito/runtime/wait';
import { systemActor } from '../../spine/context.js';
import { lastRun, type RequestDeps, requestSync } from './request-sync.js';

const soon = 200; // ms
const late = 5000;
const longest = 3_600_000;

/** `again`: milliseconds after which a failure is looked for. */
export function askAgain(
  deps: RequestDeps & { log: Log },
  { tenant, id, again }: { tenant: string; id: string; again: number },
  signal: AbortSignal,
) {
  const bell = createBell();

  async function loop(): Promise<void> {
    for (let pause = again; !signal.aborted; ) {
      const isAsked = await bell.heard(pause, signal);
      if (signal.aborted) return;
      const isWanted = isAsked || (await hasFailed());
      pause = isAsked || !isWanted ? again : Math.min(longest, pause * 2);
      for (let next = soon; isWanted && !signal.aborted && !(await isGranted()); next = Math.min(late, next * 2))
        await wait(next, signal);
    }
  }

  /** Also true where no run will be granted any more: it is paused, or gone. */
  async function isGranted(): Promise<boolean> {
    try {
      await requestSync(deps, { tenant, actor: systemActor('watch') }, id, { fresh: false, dueAt: null });
      return true;
    } catch (error) {
      if (error instanceof Failure) return error.retry === 'never';
      deps.log.warn('asking for a sync failed', { error: errorKind(error) });
      return false;
    }
  }

  /** In a way that another try may mend: a refused password stays one. */
  async function hasFailed(): Promise<boolean> {
    const run = await deps.database.read(tenant, (reader) => lastRun(reader, id)).catch(() => undefined);
    return run?.state === 'failed' && run.reason !== 'denied' && run.reason !== 'not-allowed';
  }

  return { ask: bell.ring, ended: loop() };
}
