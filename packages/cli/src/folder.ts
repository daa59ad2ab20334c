// The files that paths stand for: a file itself, or every file of a known kind in a folder, sorted.
import { type Dirent, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { knownKind } from '@vito/understanding/read';

export interface FoundFile {
  /** Where it is, for opening. */
  path: string;
  /** How it is called in the output: as given, or relative to the given folder with '/' between the parts. */
  name: string;
  /** The folder that was given, when the file comes from one. */
  folder: string | null;
}

export interface Found {
  files: FoundFile[];
  /** Names in folders that were left out: files of no kind that ViTo reads, not opened, and hidden folders. */
  skipped: string[];
  /** Those of them that list the people of a chat export: no documents to extract from, but the server makes use of them. */
  people: FoundFile[];
  /** Paths that cannot be looked at, with the reason in words. */
  problems: { name: string; message: string }[];
}

/**
 * Looks at paths in the order given; nothing is opened. In folders, links to folders are not followed and hidden
 * folders (.git …) are left out.
 */
export function findFiles(paths: readonly string[]): Found {
  const found: Found = { files: [], skipped: [], people: [], problems: [] };
  for (const path of paths) {
    try {
      const stat = statSync(path);
      if (stat.isDirectory()) walk(path, '', found);
      else if (neverOpened(path)) found.problems.push({ name: path, message: 'ViTo never opens .jsonl files.' });
      else if (stat.isFile()) found.files.push({ path, name: path, folder: null });
      else found.problems.push({ name: path, message: 'This is neither a file nor a folder.' });
    } catch (error) {
      found.problems.push({ name: path, message: pathProblem(error) });
    }
  }
  return found;
}

function walk(folder: string, below: string, found: Found): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(join(folder, below), { withFileTypes: true });
  } catch (error) {
    found.problems.push({ name: below || folder, message: pathProblem(error) });
    return;
  }
  for (const entry of entries.sort((a, b) => order(sortKey(a), sortKey(b)))) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory() && entry.name.startsWith('.')) found.skipped.push(`${name}/`);
    else if (entry.isDirectory()) walk(folder, name, found);
    else if (knownKind(entry.name) === null || !isFile(entry, join(folder, name))) {
      found.skipped.push(name);
      if (listsPeople(entry.name)) found.people.push({ path: join(folder, name), name, folder });
    } else found.files.push({ path: join(folder, name), name, folder });
  }
}

// Sorting a folder as its name with the '/' sorts whole paths by their characters.
const sortKey = (entry: Dirent) => (entry.isDirectory() ? `${entry.name}/` : entry.name);

const listsPeople = (name: string) => /^(slack-)?users\.json$/i.test(name);

const neverOpened = (path: string) => /\.jsonl$/i.test(path);

function isFile(entry: Dirent, path: string): boolean {
  if (entry.isFile()) return true;
  if (!entry.isSymbolicLink()) return false;
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Why a path cannot be used, in words. */
export function pathProblem(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'There is no such file or folder.';
  if (code === 'ENOTDIR') return 'A part of this path is a file, not a folder.';
  if (code === 'EACCES' || code === 'EPERM')
    return 'You may not read this. Change its permissions, or run this as its owner.';
  if (code === 'EISDIR') return 'This is a folder, not a file.';
  return `It cannot be read (${code ?? String(error)}).`;
}

/** The last part of a path: what readers take for the file's name. */
export const fileName = (path: string): string => basename(path);
