// The lock of a data folder: a file that names its holder, and that only a dead holder can be deprived of.
import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from '@vito/runtime/failure';
import { wait } from '@vito/runtime/wait';
import { z } from 'zod';
import { ourPlace, startOf } from './process-identity.js';

const Holder = z.object({
  pid: z.number().int(),
  /** When that process started, so that another one with its number is not taken for it. */
  started: z.string(),
  /** The system, and the container on it, in which that number means this process. */
  place: z.string(),
  /** Tells this holding from every other. */
  id: z.string(),
});
type Holder = z.infer<typeof Holder>;

export interface FolderLock {
  release(): Promise<void>;
}

const rounds = 20;

/**
 * Takes the lock or throws Failure('conflict') naming the holder. `beat`: milliseconds between the holder's signs of
 * life, which only takers in another container or on another host go by.
 */
export async function lockFolder(
  folder: string,
  describe: (pid: number) => Promise<string>,
  beat = 5_000,
): Promise<FolderLock> {
  const path = join(folder, 'server.lock');
  const me: Holder = {
    pid: process.pid,
    started: (await startOf(process.pid)) ?? '',
    place: await ourPlace(),
    id: randomBytes(12).toString('hex'),
  };
  const mine = `${path}.${me.id}`;
  await writeFile(mine, `${JSON.stringify(me)}\n`, { mode: 0o600, flag: 'wx' });
  try {
    for (let round = 1; !(await take(path, mine, beat)); round++) {
      if (round === rounds)
        throw new Failure('conflict', `${path} changes all the time: are several servers starting?`);
    }
  } catch (error) {
    throw error instanceof Held ? new Failure('conflict', await describe(error.pid)) : error;
  } finally {
    await rm(mine, { force: true });
  }
  const beating = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => {}), beat).unref();
  return {
    async release() {
      clearInterval(beating);
      if ((await holderIn(path))?.id === me.id) await rm(path, { force: true });
    },
  };
}

class Held extends Error {
  constructor(readonly pid: number) {
    super('held');
  }
}

/**
 * True when the lock is ours; false when it changed under our hands; throws Held. A dead holder is followed by whoever
 * first makes the file named after its id. Only then is the lock replaced: of many takers at once one gets it, and
 * one that dies on the way is followed in the same manner.
 */
async function take(path: string, mine: string, beat: number): Promise<boolean> {
  const chain = await chainFrom(path);
  const last = chain.at(-1);
  if (!last) return linked(mine, path);
  if (await isAlive(last.holder, last.path, beat)) throw new Held(last.holder.pid);
  const claim = claimPath(path, last.holder);
  if (!(await linked(mine, claim))) return false;
  const now = await chainFrom(path);
  const unchanged = now.length === chain.length + 1 && chain.every(({ holder }, i) => holder.id === now[i]?.holder.id);
  if (!unchanged) {
    // Somebody was through with it before our claim; what we claimed is no longer there.
    await unlink(claim);
    return false;
  }
  await rename(mine, path);
  for (const { holder } of chain) await rm(claimPath(path, holder), { force: true });
  return true;
}

/** The holder, the one who claimed to follow it, and so on. */
async function chainFrom(path: string): Promise<{ holder: Holder; path: string }[]> {
  const chain: { holder: Holder; path: string }[] = [];
  for (let at = path; ; ) {
    const holder = await holderIn(at);
    if (!holder) return chain;
    chain.push({ holder, path: at });
    at = claimPath(path, holder);
  }
}

function claimPath(path: string, holder: Holder): string {
  return `${path}.after-${holder.id}`;
}

async function isAlive(holder: Holder, path: string, beat: number): Promise<boolean> {
  if (holder.place === (await ourPlace())) return (await startOf(holder.pid)) === holder.started;
  // Its number means nothing here. It lives if it gives a sign of life within three of its beats.
  const before = await beatOf(path);
  for (let waited = 0; waited < 3 * beat; waited += beat / 5) {
    await wait(beat / 5);
    if ((await beatOf(path)) !== before) return true;
  }
  return false;
}

async function beatOf(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
}

async function holderIn(path: string): Promise<Holder | null> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const parsed = Holder.safeParse(parsedJson(text));
  if (parsed.success) return parsed.data;
  throw new Failure(
    'conflict',
    `${path} is not what ViTo writes there. If no ViTo runs on this folder, remove that file.`,
  );
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Makes `path` the same file as `mine`, whole from its first moment; false when there is one. */
async function linked(mine: string, path: string): Promise<boolean> {
  try {
    await link(mine, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    const message = `The lock ${path} cannot be made (${(error as NodeJS.ErrnoException).code}). The data folder needs a file system with hard links: set VITO_DATA to a local disk.`;
    throw new Failure('unavailable', message, { cause: error });
  }
}
