// An archive (.zip): every file in it becomes a document of its own. Exports of Slack and WhatsApp are known by what they hold.
import type { Enclosure } from '@vito/contracts/reading';
import { Unreadable } from '../unreadable.js';
import { archiveNames, isClutter, pathTricks } from './archive-names.js';
import { chatExport } from './chat-export.js';
import { plainResult, type ReadResult } from './result.js';
import { unpacked, type ZipEntry, zipContents } from './zip.js';

/** Files that one archive may hold, bytes of one of them, and bytes of all with what nested archives hold. */
const mostFiles = 2_000;
const largestFile = 50 * 1024 * 1024;
const mostUnpacked = 200 * 1024 * 1024;
/** Archives in one another; a member that nests deeper is left out. */
const deepest = 3;

export function readArchive(bytes: Uint8Array, name: string): ReadResult {
  const entries = zipContents(bytes);
  if (!entries) {
    throw new Unreadable('truncated', 'This archive is cut off: its end is missing. Send it again.');
  }
  const files = entries.filter((entry) => !isClutter(entry.name));
  if (files.length === 0) throw new Unreadable('empty', 'There are no files in this archive. Pack it again.');
  if (files.length > mostFiles) throw tooMany(files.length);
  const open = files.filter((entry) => !entry.encrypted);
  if (open.length === 0) throw locked();
  const warnings: string[] = [];
  const locks = files.length - open.length;
  if (locks > 0)
    warnings.push(`Files with a password in this archive (${locks}) were left out. Unpack it and add them apart.`);
  if (files.some((entry) => pathTricks(entry.name))) {
    warnings.push('Names in this archive point outside of it. Only their last part was kept.');
  }
  const chat = chatExport(open, name);
  if (chat.leftOut) warnings.push(chat.leftOut);
  const members = chat.files ?? archiveNames(open).map((given, i) => ({ name: given, entry: open[i] as ZipEntry }));
  const enclosures = unpackAll(bytes, members, warnings);
  if (enclosures.length === 0)
    throw new Unreadable('malformed', 'No file of this archive can be unpacked. Pack it again.');
  const title = name.slice(name.lastIndexOf('/') + 1).replace(/\.zip$/i, '') || null;
  return plainResult({ kind: 'archive', text: '', meta: { title, date: null, language: null, warnings } }, enclosures);
}

interface Member {
  name: string;
  entry: ZipEntry;
}

function unpackAll(bytes: Uint8Array, members: readonly Member[], warnings: string[]): Enclosure[] {
  const enclosures: Enclosure[] = [];
  if (members.reduce((sum, { entry }) => sum + entry.size, 0) > mostUnpacked) throw tooLarge();
  const budget = { left: mostUnpacked };
  let damaged = 0;
  for (const { name, entry } of members) {
    if (entry.size > largestFile) {
      warnings.push(`“${name}” has more than 50 MB and was left out. Split it and add it apart.`);
      continue;
    }
    const content = tryUnpack(bytes, entry, budget.left);
    if (content === null) damaged++;
    else {
      budget.left -= content.length;
      if (nests(content, budget) > deepest) {
        warnings.push(
          `“${name}” holds more than ${deepest} archives in one another and was left out. Unpack it and add what is in it.`,
        );
      } else if (content.length > 0)
        enclosures.push({ name, mediaType: 'application/octet-stream', bytes: content.slice() });
    }
  }
  if (damaged > 0)
    warnings.push(`Files in this archive that cannot be unpacked (${damaged}) were left out. Pack them again.`);
  return enclosures;
}

/** Null where the entry is damaged or packed in a way that is not known. Throws Unreadable where all together swell too much. */
function tryUnpack(bytes: Uint8Array, entry: ZipEntry, left: number): Uint8Array | null {
  try {
    return unpacked(bytes, entry, left);
  } catch (error) {
    if (error instanceof Unreadable && error.reason === 'too-large') throw tooLarge(error);
    return null;
  }
}

/** How many archives stand in one another from here on. What they unpack to counts against the same budget. */
function nests(bytes: Uint8Array, budget: { left: number }, depth = 1): number {
  if (!isPlainZip(bytes)) return depth - 1;
  if (depth > deepest) return depth;
  let found = depth;
  for (const entry of zipContents(bytes) ?? []) {
    if (entry.encrypted || !/\.zip$/i.test(entry.name)) continue;
    const content = tryUnpack(bytes, entry, budget.left);
    if (content === null) continue;
    budget.left -= content.length;
    found = Math.max(found, nests(content, budget, depth + 1));
    if (found > deepest) break;
  }
  return found;
}

const isPlainZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;

const locked = () =>
  new Unreadable('encrypted', 'The files in this archive have a password. Unpack it and add the files themselves.');
const tooMany = (count: number) =>
  new Unreadable(
    'too-large',
    `This archive holds ${count} files; ViTo opens up to ${mostFiles}. Unpack it and add the folder instead.`,
  );
const tooLarge = (cause?: unknown) =>
  new Unreadable(
    'too-large',
    'The files in this archive would unpack to more than 200 MB. Unpack it and add the folder instead.',
    { cause },
  );
