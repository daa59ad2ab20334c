// The entries of a run's own timeline as the events that they are.
import type { z } from 'zod';
import { runEvents } from './event-run.js';
import type { RunEntry } from './run.js';

type Known = Extract<keyof typeof runEvents, `run.${string}`>;
type Of<T extends Known> = {
  type: T;
  data: z.output<(typeof runEvents)[T]['data']>;
  /** Null once erased. */
  secret: z.output<(typeof runEvents)[T]['secret']> | null;
};
export type RunEvent = { [T in Known]: Of<T> }[Known] & Pick<RunEntry, 'version' | 'at' | 'actor'>;

/** Null where it is none that this version knows. */
export function runEventOf({ type, data, secret, version, at, actor }: RunEntry): RunEvent | null {
  if (!isKnown(type)) return null;
  const told = runEvents[type].data.safeParse(data);
  if (!told.success) return null;
  const sealed = runEvents[type].secret.safeParse(secret);
  return { type, data: told.data, secret: sealed.success ? sealed.data : null, version, at, actor } as RunEvent;
}

const isKnown = (type: string): type is Known => type.startsWith('run.') && Object.hasOwn(runEvents, type);
