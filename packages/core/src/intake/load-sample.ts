// The fictional sample company: its files go in like any others.
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Profile } from '@vito/contracts/tenant';
import { knownKind } from '@vito/understanding/read';
import type { Context } from '../spine/context.js';
import { type ReceiveDeps, receive } from './receive.js';

export const sampleFolder = fileURLToPath(new URL('../../../../samples/', import.meta.url));
const aside = new Set(['me.json', 'expected.json', 'README.md']);
const chatPeople = 'users.json';

/** The person whose company it is. */
export async function sampleProfile(): Promise<Profile> {
  return Profile.parse(JSON.parse(await readFile(join(sampleFolder, 'me.json'), 'utf8')));
}

/** Puts in every sample document, mail first, as it would come in. Returns how many. */
export async function loadSample(deps: ReceiveDeps, ctx: Context): Promise<number> {
  const files = await sampleFiles();
  for (const file of files) {
    const bytes = createReadStream(join(sampleFolder, file));
    await receive(deps, ctx, { name: file, mediaType: 'application/octet-stream', bytes, source: 'sample' });
  }
  return files.length;
}

async function sampleFiles(): Promise<string[]> {
  const entries = await readdir(sampleFolder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && !aside.has(entry.name))
    .filter(({ name }) => name === chatPeople || knownKind(name) !== null)
    .map((entry) => relative(sampleFolder, join(entry.parentPath, entry.name)))
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Scans are read slowest, so they come last. The people of the chats come first, so that these are read once. */
function rank(file: string): number {
  if (file.endsWith(chatPeople)) return -1;
  if (file.startsWith('mail')) return 0;
  return /\.(jpe?g|png|tiff?)$/.test(file) ? 2 : 1;
}
