// One call of a tool, ended when its time is over or it is silent for too long: also one that does not listen to its signal.
import { Failure } from '@vito/runtime/failure';
import type { Tool, ToolCall } from './tool.js';

/** The call was ended from outside: that is no outcome of the tool's. */
export class Ended extends Error {}

const graceSeconds = 10; // for an effect that is under way: where it succeeds after all, that has to be known

/** Rejects with the tool's error, a Failure('unavailable') when it was too slow, or Ended when `signal` aborts. */
export async function callTool<T>(
  tool: Pick<Tool, 'effect' | 'stuckSeconds'>,
  given: Omit<ToolCall, 'signal' | 'progress'>,
  work: (call: ToolCall) => Promise<T>,
  { seconds, signal }: { seconds: number; signal: AbortSignal },
): Promise<T> {
  if (signal.aborted) throw new Ended('ended');
  const abort = new AbortController();
  let end = (_why: Error) => {};
  const cut = new Promise<never>((_, reject) => {
    end = (why) => {
      reject(why);
      abort.abort(why);
    };
  });
  let grace: NodeJS.Timeout | undefined;
  const ended = () => {
    const why = new Ended('ended');
    if (tool.effect === 'read') return end(why);
    abort.abort(why);
    grace = setTimeout(() => end(why), graceSeconds * 1000);
  };
  signal.addEventListener('abort', ended, { once: true });
  const late = setTimeout(() => end(slow(`took longer than ${seconds} s`)), seconds * 1000);
  const { stuckSeconds } = tool;
  const stuck = setTimeout(() => end(slow(`told of no progress for ${stuckSeconds} s`)), stuckSeconds * 1000);
  try {
    return await Promise.race([cut, work({ ...given, signal: abort.signal, progress: () => void stuck.refresh() })]);
  } catch (error) {
    throw signal.aborted ? new Ended('ended') : error;
  } finally {
    clearTimeout(late);
    clearTimeout(grace);
    clearTimeout(stuck);
    signal.removeEventListener('abort', ended);
  }
}

const slow = (what: string) => new Failure('unavailable', `the call ${what}`, { retry: 'later' });
