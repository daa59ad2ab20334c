// The door goes first: while senders have to wait, what they lead to waits as well, but never for ever.
import { wait } from '@vito/runtime/wait';
import type { Inbox } from './inbox.js';

const longest = 10_000; // ms that work waits
const turn = 2000; // ms that it then goes on, whatever waits at the door
const looks = 20; // ms between looks

/** Returns what resolves when the door has a moment, when the work's turn has come, or when the signal aborts. */
export function createDoorLull({ isPressed }: Pick<Inbox, 'isPressed'>) {
  let turnUntil = 0;

  return async (signal: AbortSignal): Promise<void> => {
    if (performance.now() < turnUntil) return;
    for (const end = performance.now() + longest; isPressed() && !signal.aborted; await wait(looks, signal)) {
      if (performance.now() < end) continue;
      turnUntil = performance.now() + turn;
      return;
    }
  };
}
