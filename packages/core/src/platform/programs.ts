// Which programs of others may be run at all: those that whoever runs the server has listed, wherever links lead.
import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, sep } from 'node:path';
import { Failure } from '@vito/runtime/failure';

const forTaps = 'whoever runs ViTo lists programs, or folders of them, in VITO_TAPS (see "Data sync" in the README)';

/** `allowed`: absolute paths of programs and of folders; `howTo`: where they are listed. */
export function createPrograms(allowed: readonly string[], howTo = forTaps) {
  /**
   * The real path of the program that a command names: by its path, or by its name alone. It gets no arguments but those of
   * its protocol, so that an interpreter in the same folder is of no use. Throws Failure('forbidden').
   */
  async function find(command: string): Promise<string> {
    if (allowed.length === 0) throw new Failure('forbidden', `no program may be run here yet: ${howTo}`);
    const roots = await Promise.all(allowed.map(async (path) => ({ path, real: await realOf(path) })));
    for (const candidate of candidatesOf(command)) {
      const real = await realOf(candidate);
      if (real === null || !roots.some((root) => root.real !== null && isWithin(real, root.real))) continue;
      if (await isProgram(real)) return real;
    }
    throw new Failure('forbidden', `this is no program that may be run here: ${howTo}`);
  }

  function candidatesOf(command: string): string[] {
    if (isAbsolute(command)) return [command];
    if (command.includes('/') || command.includes('\0') || command === '.' || command === '..') return [];
    return allowed.map((path) => (basename(path) === command ? path : join(path, command)));
  }

  return { find };
}
export type Programs = ReturnType<typeof createPrograms>;

const realOf = (path: string): Promise<string | null> => realpath(path).catch(() => null);

const isWithin = (path: string, root: string): boolean => path === root || path.startsWith(root + sep);

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
