// The directory of each company, made anew when its log has moved on.
import type { Database, Reader } from '../platform/database.js';
import type { Vault } from '../spine/vault.js';
import { type Directory, directoryOf } from './directory.js';
import { loadTaught, loadThreads } from './taught.js';

export interface Directories {
  of(tenant: string): Promise<Directory>;
  /** Called when a person corrected something, so that this process knows at once. */
  forget(tenant: string): void;
}

const kept = 50; // companies
/** One that took long to make is used while the next is made, and no more than a tenth of the time goes into making them. */
const share = 10;
const quick = 250; // ms

interface Held {
  mark: string;
  madeAt: number;
  took: number;
  directory: Directory;
}

export function createDirectories({ database, vault }: { database: Database; vault: Vault }): Directories {
  const held = new Map<string, Held>();
  const underway = new Map<string, Promise<Held>>();

  async function make(tenant: string): Promise<Held> {
    const began = performance.now();
    const digest = await vault.fingerprints(tenant, 'directory');
    const hash = (key: string) => letters(digest(key));
    const made = await database.read(tenant, async (reader) => {
      const mark = await markOf(reader);
      const taught = { ...(await loadTaught(reader)), hash };
      const first = directoryOf(taught);
      const threads = await loadThreads(reader, first.doubtful);
      return { mark, directory: threads.length === 0 ? first : directoryOf(taught, threads) };
    });
    return { ...made, madeAt: Date.now(), took: performance.now() - began };
  }

  function start(tenant: string): Promise<Held> {
    const making = make(tenant).finally(() => {
      if (underway.get(tenant) === making) underway.delete(tenant);
    });
    underway.set(tenant, making);
    return making.then((fresh) => {
      held.delete(tenant); // the youngest stands last
      held.set(tenant, fresh);
      for (const oldest of [...held.keys()].slice(0, -kept)) held.delete(oldest);
      return fresh;
    });
  }

  return {
    async of(tenant) {
      const known = held.get(tenant);
      if (known && known.took > quick) {
        if (Date.now() - known.madeAt > known.took * share && !underway.has(tenant)) start(tenant).catch(() => {});
        return known.directory;
      }
      if (known && (await database.read(tenant, markOf)) === known.mark) return known.directory;
      return (await (underway.get(tenant) ?? start(tenant))).directory;
    },
    forget(tenant) {
      held.delete(tenant);
      underway.delete(tenant);
    },
  };
}

/** How far the log has come, with what is committed but not sequenced yet. */
async function markOf(reader: Reader): Promise<string> {
  const seq = await reader.selectFrom('tenant_seq').select('last').executeTakeFirst();
  const waiting = await reader
    .selectFrom('outbox')
    .select((eb) => eb.fn.max('position').as('last'))
    .executeTakeFirst();
  return `${seq?.last ?? 0} ${waiting?.last ?? 0}`;
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 26 characters of five bits each. */
function letters(bytes: Buffer): string {
  let text = '';
  for (let i = 0; i < 26; i++) text += alphabet[(bytes[i] ?? 0) & 31];
  return text;
}
