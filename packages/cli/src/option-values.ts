// Checks what was given to options. Everything wrong is wrong use, said in words.
import { WrongUse } from './command.js';

/** One of the known words, or undefined when the option was not given. */
export function oneOf<T extends string>(option: string, given: string | undefined, known: readonly T[]): T | undefined {
  if (given === undefined) return undefined;
  const word = known.find((each) => each === given);
  if (word === undefined) throw new WrongUse(`${option} ${given} is none of: ${known.join(', ')}.`);
  return word;
}

/** A whole number of at least 1. */
export function positive(option: string, given: string): number {
  if (!/^\d{1,9}$/.test(given) || Number(given) < 1)
    throw new WrongUse(`${option} ${given} is no whole number above 0.`);
  return Number(given);
}

/** A place in the timeline: a whole number from 0. */
export function seqValue(option: string, given: string): number {
  if (!/^\d{1,15}$/.test(given))
    throw new WrongUse(`${option} ${given} is no place in the timeline: a whole number from 0.`);
  return Number(given);
}

/** An IANA zone's name as the system knows it. */
export function zoneName(option: string, given: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: given }).resolvedOptions().timeZone;
  } catch {
    throw new WrongUse(`${option} ${given} is no time zone. Use an IANA name such as Europe/Berlin.`);
  }
}
