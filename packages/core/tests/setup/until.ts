// Waiting for something that only shows by looking, in another process or in the database.
import { wait } from '@vito/runtime/wait';

/** Looks every 10 ms until `look` gives something true, and returns that. Fails after `within` ms, saying what was awaited. */
export async function until<T>(
  what: string,
  look: () => Promise<T> | T,
  within = 10_000,
): Promise<Exclude<T, false | null | undefined>> {
  for (const end = Date.now() + within; ; ) {
    const seen = await look();
    if (seen) return seen as Exclude<T, false | null | undefined>;
    if (Date.now() > end) throw new Error(`waited ${within} ms in vain for ${what}`);
    await wait(10);
  }
}
