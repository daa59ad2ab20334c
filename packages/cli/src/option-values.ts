// Checks what was given to options. Everything wrong is wrong use, said in words.
import type { z } from 'zod';
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

/** An id of the kind that is wanted; `list`: the command that shows such ids. */
export function idValue(kind: z.ZodType<string>, given: string, list: string): string {
  const { success, error } = kind.safeParse(given);
  if (success) return given;
  throw new WrongUse(`${given} is ${error?.issues[0]?.message ?? 'no such id'}. See: ${list}`);
}

/** A number of hours from 0 to 720. */
export function hours(option: string, given: string): number {
  const number = Number(given);
  if (given.trim() === '' || !(number >= 0 && number <= 720))
    throw new WrongUse(`${option} ${given} is no number of hours from 0 to 720.`);
  return number;
}

/** Options that belong to other verbs of a command were given by mistake. */
export function onlyFor(verb: string, given: Record<string, unknown>, allowed: readonly string[]): void {
  const always = ['url', 'json', 'help'];
  const wrong = Object.keys(given).find(
    (option) => given[option] !== undefined && !allowed.includes(option) && !always.includes(option),
  );
  if (wrong !== undefined) throw new WrongUse(`--${wrong} is not for ${verb}.`);
}
