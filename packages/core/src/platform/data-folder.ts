// The data folder of one install: its layout's version, its lock, and the file by which the CLI finds the server.
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Failure } from '@vito/runtime/failure';
import { z } from 'zod';
import { writeDurably } from './durable-file.js';
import { lockFolder } from './folder-lock.js';
import { startOf } from './process-identity.js';

export const ServerFile = z.object({
  url: z.url(),
  /** Lets the owner of the folder in. */
  token: z.string().min(1),
  pid: z.number().int(),
});
export type ServerFile = z.infer<typeof ServerFile>;

export interface DataFolder {
  /** Absolute. */
  readonly path: string;
  /** Says where the server is; readable by the folder's owner alone, and gone when the folder is released. */
  writeServerFile(file: ServerFile): Promise<void>;
  /** Safe to call twice. */
  release(): Promise<void>;
}

const layout = '1';
const ownNames = /^(version|server\.(lock|json).*|postgres(\.new-.*)?|keys|blobs|log)$/;

/**
 * Makes the folder where it is missing and takes it for this process alone. Throws Failure('conflict') when another
 * process has it, when a newer ViTo made it, or when it holds something else. `beat`: see lockFolder.
 */
export async function openDataFolder(given: string, beat?: number): Promise<DataFolder> {
  const path = resolve(given);
  await makeFolder(path);
  const lock = await lockFolder(path, (pid) => inUse(path, pid), beat);
  try {
    await checkLayout(path);
    // Of an earlier server that was killed.
    await rm(join(path, 'server.json'), { force: true });
  } catch (error) {
    await lock.release();
    throw error;
  }
  return {
    path,
    writeServerFile: (file) => writeDurably(join(path, 'server.json'), `${JSON.stringify(file)}\n`),
    async release() {
      await rm(join(path, 'server.json'), { force: true });
      await lock.release();
    },
  };
}

/** Where the server of this folder is; null when none runs. */
export async function readServerFile(folder: string): Promise<ServerFile | null> {
  const found = await readFile(join(folder, 'server.json'), 'utf8')
    .then(JSON.parse)
    .catch(() => null);
  const parsed = ServerFile.safeParse(found);
  if (!parsed.success || (await startOf(parsed.data.pid)) === null) return null;
  return parsed.data;
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    const foreign = (await readdir(path)).filter((name) => !ownNames.test(name));
    if (foreign.length === 0 || (await isOurs(path))) return;
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    const message = `The data folder ${path} cannot be used (${code}). Start as its owner, or set VITO_DATA to a folder of your own.`;
    throw new Failure('forbidden', message, { cause });
  }
  const message = `${path} holds other things and is no data folder of ViTo. Set VITO_DATA to a new or an empty folder.`;
  throw new Failure('conflict', message);
}

async function isOurs(path: string): Promise<boolean> {
  return readFile(join(path, 'version')).then(
    () => true,
    () => false,
  );
}

async function checkLayout(path: string): Promise<void> {
  const file = join(path, 'version');
  const found = (await readFile(file, 'utf8').catch(() => '')).trim();
  if (found === layout) return;
  if (found === '') return writeDurably(file, `${layout}\n`);
  const message = `${path} is a data folder of layout ${found}, and this ViTo knows layout ${layout}: a newer one made it. Start the newer ViTo, or set VITO_DATA to another folder.`;
  throw new Failure('conflict', message);
}

async function inUse(path: string, pid: number): Promise<string> {
  const server = await readServerFile(path);
  const where = server ? `, at ${server.url}` : '';
  return `The data folder ${path} is in use: ViTo runs on it as process ${pid}${where}. Stop that one first (Ctrl-C where it runs, or kill ${pid}), or start a second one beside it: VITO_DATA=another-folder PORT=another-port npm start`;
}
