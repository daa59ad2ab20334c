// The bytes of a file as it was seen: not of what a link leads to, nor of one that is written meanwhile.
import { constants } from 'node:fs';
import { type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { Unfetched } from '../own-source.js';
import { codeOf, type SeenFile, seen } from './walk.js';

const piece = 256 * 1024;
const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** `path`: real, below a real folder. Throws Unfetched. */
export async function* fileBytes(path: string, { mark, size }: SeenFile, signal: AbortSignal): AsyncGenerator<Buffer> {
  const file = await open(path, flags).catch((error) => {
    throw new Unfetched(`it cannot be read (${codeOf(error)})`);
  });
  try {
    const isSame = async () => seen(await file.stat({ bigint: true })).mark === mark;
    if (!(await isInPlace(path, file))) throw new Unfetched('it leads out of the folder');
    if (!(await isSame())) throw beingWritten();
    let read = 0;
    for (;;) {
      if (signal.aborted) throw new Unfetched('it was ended');
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(piece), 0, piece).catch((error) => {
        throw new Unfetched(`it cannot be read (${codeOf(error)})`);
      });
      if (bytesRead === 0) break;
      read += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
    if (read !== size || !(await isSame())) throw beingWritten();
  } finally {
    await file.close();
  }
}

const beingWritten = () => new Unfetched('it was written while it was read');

/** Whether what was opened is what the path leads to without any link: a folder above it may have been exchanged meanwhile. */
async function isInPlace(path: string, file: FileHandle): Promise<boolean> {
  try {
    const [real, there, opened] = [
      await realpath(path),
      await stat(path, { bigint: true }),
      await file.stat({ bigint: true }),
    ];
    return real === path && there.dev === opened.dev && there.ino === opened.ino && opened.isFile();
  } catch {
    return false;
  }
}
