// Puts one file into the server, trying again a few times where that can help.
import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Client } from '@vito/contracts/client';
import { type DocumentSummary, largestDocument } from '@vito/contracts/document';
import { wait } from '@vito/runtime/wait';
import { Unable } from './command.js';
import { type FoundFile, fileName, pathProblem } from './folder.js';
import { inWords, worthRetrying } from './server.js';

export type Uploaded =
  | { file: FoundFile; document: DocumentSummary; duplicate: boolean }
  | { file: FoundFile; problem: string };

const pauses = [300, 1000, 3000];

/** Never rejects for what is wrong with this one file; rejects with Unable when the server is not to be reached. */
export async function upload(client: Client, file: FoundFile): Promise<Uploaded> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    const { size } = await stat(file.path);
    if (size > largestDocument)
      return { file, problem: `This file has ${megabytes(size)}; a document may have 50 MB.` };
    bytes = new Uint8Array(await readFile(file.path));
  } catch (error) {
    return { file, problem: pathProblem(error) };
  }
  const result = await uploadBytes(client, fileName(file.path), bytes);
  return { file, ...result };
}

/** The same for bytes that are at hand. */
export async function uploadBytes(
  client: Client,
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<{ document: DocumentSummary; duplicate: boolean } | { problem: string }> {
  // One key for all attempts: an answer that got lost does not make a second document.
  const key = randomUUID();
  for (const pause of [...pauses, null]) {
    try {
      const { document, duplicate } = await client.upload({ name, bytes, key });
      return { document, duplicate };
    } catch (error) {
      const words = inWords(error);
      if (words === null) throw error;
      const later = worthRetrying(error);
      if (!later) return { problem: words };
      if (pause === null) throw new Unable(words);
      await wait(pause);
    }
  }
  throw new Unable('The server did not take the file.');
}

const megabytes = (size: number) => `${Math.ceil(size / 1024 / 1024)} MB`;
