// One folder, two doors: what the server makes of files, in whatever order they are posted, is what the CLI extracts offline.
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Party } from '@vito/contracts/reading';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitmentsIn } from '../../src/commitments/view.js';
import { openTestApp, type Person, type TestApp } from '../setup/app.js';
import { mailOf } from '../setup/mails.js';

const zone = 'Europe/London';
const folderOf = (path: string) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url));

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ readers: 2 });
});
afterAll(() => app.close());

interface Item {
  quote: string;
  debtor: string | null;
  creditor: string | null;
  action: string;
  due: string | null;
  status: string;
  condition: string | null;
  start: number;
  end: number;
  page: number | null;
}
/** By the name of the file, `letter.eml/contract.pdf` for what is enclosed. */
type ByFile = Record<string, Item[]>;

/** The lines that a command prints for a folder. */
async function printed<T>(command: 'extract' | 'threads', folder: string): Promise<T[]> {
  const main = folderOf('packages/cli/src/main.ts');
  const args = ['--conditions=source', '--import', import.meta.resolve('tsx'), main, command, folder];
  const child = spawn(process.execPath, [...args, '--json', '--attachments', '--zone', zone], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const lines = (await text(child.stdout)).trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as T);
}

/** The name of a file without its folder, as the server keeps it. */
function bareName(file: string): string {
  const parts = file.split('/');
  return parts.slice(parts.findIndex((part) => part.includes('.'))).join('/');
}

async function byCli(folder: string): Promise<ByFile> {
  const found: ByFile = {};
  const lines = await printed<{ file: string; commitments: (Item & { confidence: number })[] }>('extract', folder);
  for (const { file, commitments } of lines) {
    found[bareName(file)] = commitments.map(({ confidence: _, ...item }) => item);
  }
  return found;
}

/** A commitment after the last message of its thread. */
interface End {
  file: string;
  quote: string;
  status: string;
  due: string | null;
  debtor: string | null;
}
const ordered = (ends: End[]): End[] => ends.sort((a, b) => (`${a.file} ${a.quote}` < `${b.file} ${b.quote}` ? -1 : 1));

async function endsByCli(folder: string): Promise<End[]> {
  type Line = { file: string; quote: string; finalStatus: string; finalDue: string | null; finalDebtor: string | null };
  const lines = await printed<Line>('threads', folder);
  return ordered(
    lines.map(({ file, quote, finalStatus: status, finalDue: due, finalDebtor: debtor }) => ({
      file: bareName(file),
      quote,
      status,
      due,
      debtor,
    })),
  );
}

/** The files of a folder that a person would put in: all that ViTo reads, and who is who in the chats. */
function filesIn(folder: string, wanted: RegExp): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && wanted.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

const nameOf = (party: Party | null) => party?.name ?? party?.organisation ?? party?.address ?? null;

/** Puts files into a company of their own, some at a time, and tells what was found in each, and how it ended. */
async function byServer(files: string[]): Promise<{ found: ByFile; ends: End[] }> {
  const person = await app.stranger();
  await person.client.call('putMe', { body: { name: 'Nobody', addresses: [], organisation: null, zone } });
  const waiting = [...files];
  const putSome = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) await person.put(basename(file), readFileSync(file));
  };
  await Promise.all(Array.from({ length: 4 }, putSome));
  await person.settled();
  return { found: await found(person), ends: await endsByServer(person) };
}

async function documentsOf(person: Person) {
  const documents = await everything((cursor) =>
    person.client.call('listDocuments', { query: { limit: 200, cursor } }),
  );
  const byId = new Map(documents.map((document) => [document.id, document]));
  const fullName = (id: string): string => {
    const document = byId.get(id);
    return document?.parentId ? `${fullName(document.parentId)}/${document.name}` : (document?.name ?? '');
  };
  return { documents, fullName };
}

/** What each document tells by itself, whatever its thread made of it. */
async function found(person: Person): Promise<ByFile> {
  const { documents, fullName } = await documentsOf(person);
  const ids = documents.map(({ id }) => id);
  const commitments = await commitmentsIn(app.app.services, person.tenant, ids);
  const result: ByFile = {};
  for (const { id, state } of documents) if (state === 'read') result[fullName(id)] = [];
  for (const { state } of commitments) {
    if (!state.found || state.gone) continue;
    const { documentId, start, end, page } = state.found;
    const { debtor, creditor, action, due, status, condition } = state.told;
    const who = { debtor: nameOf(debtor), creditor: nameOf(creditor) };
    const item = { quote: state.quote, ...who, action, due, status, condition, start, end, page };
    result[fullName(documentId)]?.push(item);
  }
  return result;
}

/** Every commitment once, as it stands; done where it looks done. */
async function endsByServer(person: Person): Promise<End[]> {
  const { fullName } = await documentsOf(person);
  const commitments = await everything((cursor) =>
    person.client.call('listCommitments', { query: { limit: 200, cursor } }),
  );
  return ordered(
    commitments.map(({ documentId, quote, status, due, debtor, suggestion }) => ({
      file: fullName(documentId ?? ''),
      quote,
      status: suggestion?.status ?? status,
      due,
      debtor: nameOf(debtor),
    })),
  );
}

async function everything<T>(
  list: (cursor: string | undefined) => Promise<{ items: T[]; next: string | null }>,
): Promise<T[]> {
  const all: T[] = [];
  for (let cursor: string | undefined; ; ) {
    const { items, next } = await list(cursor);
    all.push(...items);
    if (next === null) return all;
    cursor = next;
  }
}

/** Files of which nothing is told: lists of people, which the CLI does not open as documents. */
const told = (all: ByFile): ByFile =>
  Object.fromEntries(
    Object.entries(all)
      .filter(([name]) => !name.endsWith('users.json'))
      .sort()
      .map(([name, items]) => [name, [...items].sort((a, b) => a.start - b.start || a.end - b.end)]),
  );

/** An order of its own for every seed (Fisher and Yates; the generator is Park and Miller's). */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const result = [...items];
  let state = seed;
  for (let i = result.length - 1; i > 0; i--) {
    state = (state * 48_271) % 2_147_483_647;
    const j = state % (i + 1);
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}

const known = /\.(eml|mbox|json|txt|md|html|pdf|png|jpg|tif|docx|ics)$/;

describe('the sample company', () => {
  it('is the same by both doors, scans and attachments and all', async () => {
    const folder = folderOf('samples');
    const aside = /^(me|expected)\.json$|^README/;
    const files = filesIn(folder, known).filter((file) => !aside.test(basename(file)));
    const [extracted, ends, server] = await Promise.all([byCli(folder), endsByCli(folder), byServer(files)]);
    const cli = told(extracted);
    for (const name of ['me.json', 'expected.json', 'README.md']) delete cli[name];
    expect(Object.values(cli).flat().length).toBeGreaterThan(30);
    expect(told(server.found)).toEqual(cli);
    expect(server.ends).toEqual(ends);
  }, 180_000);
});

describe('mails, chats and notes in any order', () => {
  const folder = folderOf('packages/understanding/fixtures/commitments-own/source');
  let cli: ByFile;
  let ends: End[];
  beforeAll(async () => {
    cli = told(await byCli(folder));
    ends = await endsByCli(folder);
  });

  it.each([1, 2, 3, 4])(
    '%s',
    async (seed) => {
      expect(Object.values(cli).flat().length).toBeGreaterThan(20);
      const files = shuffled(filesIn(folder, known), seed);
      const server = await byServer(files);
      expect(told(server.found)).toEqual(cli);
      expect(server.ends).toEqual(ends);
    },
    60_000,
  );

  it('from the newest to the oldest', async () => {
    const files = filesIn(folder, known).reverse();
    expect(told((await byServer(files)).found)).toEqual(cli);
  }, 60_000);
});

describe('two threads that a later mail joins', () => {
  const mails: Record<string, string> = {
    'asked.eml': mailOf({
      id: 'asked@reed.example',
      from: 'Bo Reed <bo@reed.example>',
      to: 'Ada Quill <ada@quill.example>',
      date: 'Mon, 2 Mar 2026 09:00:00 +0100',
      text: 'Dear Ada,\n\nCould you send me the drawings by Friday, please?\n\nBo\n',
    }),
    'yes.eml': mailOf({
      id: 'yes@quill.example',
      date: 'Mon, 2 Mar 2026 10:00:00 +0100',
      text: 'Yes, will do.\n\nAda\n',
    }),
    'joined.eml': mailOf({
      id: 'joined@reed.example',
      date: 'Mon, 2 Mar 2026 11:00:00 +0100',
      references: ['asked@reed.example', 'yes@quill.example'],
      text: 'For the record.\n',
    }),
  };
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vito-threads-'));
    for (const [name, mail] of Object.entries(mails)) await writeFile(join(folder, name), mail);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('reads alike whichever comes first', async () => {
    const cli = told(await byCli(folder));
    expect(cli['yes.eml']?.length).toBe(1); // only what was asked tells what "Yes" means
    const [a, b, c] = Object.keys(mails) as [string, string, string];
    for (const order of [
      [a, b, c],
      [a, c, b],
      [b, a, c],
      [b, c, a],
      [c, a, b],
      [c, b, a],
    ]) {
      const person = await app.stranger();
      for (const name of order) {
        await person.put(name, mails[name] ?? '');
        await person.settled();
      }
      expect([order, (await found(person))['yes.eml']?.length]).toEqual([order, cli['yes.eml']?.length]);
    }
  });
});
