// Which files a path stands for: known kinds only, sorted, relative with '/', and .jsonl never.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFiles } from '../src/folder.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vito-folder-'));
  const names = [
    'b.eml',
    'a/z.txt',
    'a.txt',
    'a/b/c.md',
    'B.pdf',
    'notes.xyz',
    'out.jsonl',
    'users.json',
    'day.json',
    '.git/x.txt',
  ];
  for (const name of names) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), 'x');
  }
  symlinkSync(join(folder, 'a.txt'), join(folder, 'linked.txt'));
  symlinkSync(folder, join(folder, 'loop'));
  symlinkSync(join(folder, 'gone.txt'), join(folder, 'broken.txt'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('findFiles', () => {
  it('takes every file of a known kind in a folder, sorted by its whole relative name', () => {
    const { files } = findFiles([folder]);
    const names = files.map((file) => file.name);
    expect(names).toEqual(['B.pdf', 'a.txt', 'a/b/c.md', 'a/z.txt', 'b.eml', 'day.json', 'linked.txt']);
    expect(names).toEqual([...names].sort());
  });

  it('names the others, and leaves hidden folders and loops alone', () => {
    expect(findFiles([folder]).skipped).toEqual([
      '.git/',
      'broken.txt',
      'loop',
      'notes.xyz',
      'out.jsonl',
      'users.json',
    ]);
  });

  it('tells the list of people of a chat export from what is of no use at all', () => {
    expect(findFiles([folder]).people).toEqual([{ path: join(folder, 'users.json'), name: 'users.json', folder }]);
  });

  it('takes a file that is named itself whatever its ending, but never a .jsonl', () => {
    const found = findFiles([join(folder, 'notes.xyz'), join(folder, 'out.jsonl'), join(folder, 'nowhere')]);
    expect(found.files.map((file) => file.name)).toEqual([join(folder, 'notes.xyz')]);
    expect(found.problems.map((each) => each.message)).toEqual([
      'ViTo never opens .jsonl files.',
      'There is no such file or folder.',
    ]);
  });
});
