// The names of an archive's files: never a way to anywhere, and no two the same.
import type { ZipEntry } from './zip.js';

/** What operating systems leave in archives, folders, and programs' own folders. */
export function isClutter(name: string): boolean {
  return (
    /[/\\]$/.test(name) ||
    partsOf(name).some((part) => part === '__MACOSX' || (part.startsWith('.') && !/^\.+$/.test(part))) ||
    /(^|[/\\])(Thumbs\.db|desktop\.ini)$/i.test(name)
  );
}

/** "../x", "/etc/x", "C:\x", or a name with control characters. */
export const pathTricks = (name: string): boolean =>
  /^([/\\]|[A-Za-z]:)/.test(name) || partsOf(name).includes('..') || /\p{Cc}/u.test(name);

/** A name for each entry: its last part, with its folder before it where two would be the same. */
export function archiveNames(entries: readonly ZipEntry[]): string[] {
  const taken = new Set<string>();
  return entries.map(({ name }, index) => {
    const parts = partsOf(name)
      .filter((part) => !/^\.*$/.test(part))
      .map((part) =>
        part
          .replace(/\p{Cc}/gu, '')
          .replace(/^[A-Za-z]:/, '')
          .slice(-150)
          .trim(),
      )
      .filter((part) => part !== '');
    const base = parts.at(-1) ?? `file-${index + 1}`;
    const choices = [base, parts.slice(-2).join(' - '), `${index + 1} - ${base}`];
    const free =
      choices.find((choice) => choice !== '' && !taken.has(choice.toLowerCase())) ?? `${index + 1} - ${base}`;
    taken.add(free.toLowerCase());
    return free;
  });
}

const partsOf = (name: string) => name.split(/[/\\]/);
