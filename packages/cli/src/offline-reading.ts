// Reads files in this process, with no server: bytes from disk, people of a chat export from the list beside it.
import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { largestDocument } from '@vito/contracts/document';
import type { ChatUser, UnreadableReason } from '@vito/contracts/reading';
import { installedPacks } from '@vito/runtime/language-packs';
import { chatUsers, knownKind, type ReadResult, read } from '@vito/understanding/read';
import { Unreadable } from '@vito/understanding/unreadable';
import { dataFolder } from './data-folder.js';
import { type FoundFile, fileName, pathProblem } from './folder.js';
import type { Output } from './output.js';

/** A file that could not be read; the message is for people. */
export class NotRead extends Error {
  constructor(
    message: string,
    readonly reason: UnreadableReason | null = null,
  ) {
    super(message);
  }
}

/** `env` says where the data folder is: its language data is used too. */
export function createReader(out: Output, env: Record<string, string | undefined>) {
  const languages = installedPacks(dataFolder(env));
  const lists = new Map<string, Promise<ChatUser[] | null>>();

  /** Reads a file. Pages in OCR show as progress. Throws NotRead. */
  async function readFound(file: FoundFile): Promise<ReadResult> {
    const bytes = await bytesOf(file);
    const users = knownKind(file.path) === 'chat' ? await usersFor(file) : [];
    return readBytes(bytes, fileName(file.path), file.name, users);
  }

  /** Reads what was enclosed in another file. `label` is how it is called in messages. Throws NotRead. */
  async function readBytes(
    bytes: Uint8Array,
    name: string,
    label: string,
    users: ChatUser[] = [],
    mediaType?: string,
  ): Promise<ReadResult> {
    try {
      return await read(bytes, name, {
        users,
        languages,
        onPage: (done, total) => out.progress(`${label}: page ${done} of ${total}`),
        ...(mediaType === undefined ? {} : { mediaType }),
      });
    } catch (error) {
      if (error instanceof Unreadable) throw new NotRead(error.message, error.reason);
      throw error;
    } finally {
      out.progress('');
    }
  }

  /** Slack's users.json lies beside the days of a channel, or in a folder above them inside the export. */
  async function usersFor(file: FoundFile): Promise<ChatUser[]> {
    const own = dirname(file.path);
    const top = file.folder ?? dirname(own);
    for (let folder = own; ; folder = dirname(folder)) {
      for (const name of ['users.json', 'slack-users.json']) {
        const users = await usersIn(join(folder, name));
        if (users !== null) return users;
      }
      const above = relative(top, folder);
      if (above === '' || above.startsWith('..') || folder === dirname(folder)) return [];
    }
  }

  function usersIn(path: string): Promise<ChatUser[] | null> {
    const known = lists.get(path);
    if (known) return known;
    const list = existsSync(path) ? readFile(path).then(chatUsers, () => null) : Promise.resolve(null);
    lists.set(path, list);
    return list;
  }

  return { readFound, readBytes };
}
export type Reader = ReturnType<typeof createReader>;

async function bytesOf(file: FoundFile): Promise<Uint8Array> {
  try {
    const { size } = await stat(file.path);
    if (size > largestDocument) {
      throw new NotRead(
        `This file has ${Math.ceil(size / 1024 / 1024)} MB; ViTo reads up to 50 MB. Split it and try again.`,
      );
    }
    return await readFile(file.path);
  } catch (error) {
    if (error instanceof NotRead) throw error;
    throw new NotRead(pathProblem(error));
  }
}
