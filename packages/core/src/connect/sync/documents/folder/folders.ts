// Which folders of this machine a company may read: those that whoever runs the server has listed, wherever links lead.
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize, sep } from 'node:path';
import { Failure } from '@vito/runtime/failure';

const howTo = 'whoever runs ViTo lists folders in VITO_FOLDERS (see "Mailboxes and folders" in the README)';
const ownPart = '{tenant}';

/**
 * `allowed`: absolute paths, where `{tenant}` stands for the id of the company that asks. One without it would be read by every
 * company: it counts only while there is no more than one, which `isAlone` tells.
 */
export function createFolders(allowed: readonly string[], isAlone: () => Promise<boolean>) {
  /** Its real path. Throws Failure('forbidden'), or Failure('not-found') for one that may be read but is not there. */
  async function find(tenant: string, folder: string): Promise<string> {
    const roots = await rootsOf(tenant);
    if (roots.length === 0) throw new Failure('forbidden', `no folder may be read here yet: ${howTo}`);
    let [isMissing, isOutside] = [false, false];
    for (const candidate of candidatesOf(folder, roots)) {
      const real = await realOf(candidate);
      if (real === null) isMissing ||= roots.some((root) => isWithin(candidate, root));
      else if (await isAllowed(real, roots)) {
        if ((await stat(real)).isDirectory()) return real;
        throw new Failure('invalid', 'folder: this is a file: name the folder that it is in');
      } else isOutside = true;
    }
    if (isMissing && !isOutside)
      throw new Failure('not-found', 'folder: it is not there: check its name, and that its disk is mounted');
    throw new Failure('forbidden', `this folder may not be read here: ${howTo}`);
  }

  async function rootsOf(tenant: string): Promise<string[]> {
    const isOwn = (path: string) => path.includes(ownPart);
    const areShared = allowed.every(isOwn) || (await isAlone());
    return allowed
      .filter((path) => areShared || isOwn(path))
      .map((path) => normalize(path.replaceAll(ownPart, tenant)).replace(/\/+$/, ''));
  }

  return { find };
}
export type Folders = ReturnType<typeof createFolders>;

function candidatesOf(folder: string, roots: string[]): string[] {
  if (folder.includes('\0') || folder.split(sep).includes('..')) return [];
  return isAbsolute(folder) ? [normalize(folder)] : roots.map((root) => join(root, folder));
}

async function isAllowed(real: string, roots: string[]): Promise<boolean> {
  for (const root of roots) {
    const realRoot = await realOf(root);
    if (realRoot !== null && isWithin(real, realRoot)) return true;
  }
  return false;
}

const realOf = (path: string): Promise<string | null> => realpath(path).catch(() => null);

const isWithin = (path: string, root: string): boolean => path === root || path.startsWith(root + sep);
