// A folder of the server's machine: what is new and changed becomes documents, nothing half written, and nothing outside it.
import {
  appendFile,
  mkdir,
  mkdtemp,
  realpath,
  rename,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '@vito/runtime/config';
import { wait } from '@vito/runtime/wait';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connection } from '../../../src/connect/sync/connection.js';
import { records } from '../../../src/connect/sync/record.js';
import { syncRun } from '../../../src/connect/sync/run.js';
import { rebuildAll } from '../../../src/spine/rebuild.js';
import { openTestApp, type Person, type TestApp } from '../../setup/app.js';
import { mailOf } from '../../setup/mails.js';
import { counts, standing, sync } from './syncs.js';

let app: TestApp;
let base: string;
let own: string; // of the app's company
let plain: string;
beforeAll(async () => {
  base = await realpath(await mkdtemp(join(tmpdir(), 'vito-folders-')));
  plain = join(base, 'plain');
  app = await openTestApp({ folders: [join(base, '{tenant}'), plain] }, { writing: 100 });
  own = join(base, app.tenant);
  await mkdir(own);
  await mkdir(plain);
});
afterAll(async () => {
  await app.close();
  await rm(base, { recursive: true, force: true });
});

let made = 0;
/** A connection to a folder of its own, with these files. */
async function addFolder(files: Record<string, string> = {}) {
  const name = `folder-${made++}`;
  const path = join(own, name);
  await mkdir(path);
  for (const [file, text] of Object.entries(files)) await put(join(path, file), text);
  return { path, id: await connect(app, name) };
}

async function put(path: string, text: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, text);
}

async function connect(who: Person, folder: string): Promise<string> {
  const body = { name: 'A folder', dialect: 'folder' as const, config: { folder } };
  return (await who.client.call('addConnection', { body })).id;
}

const promise = (what: string) =>
  mailOf({ id: `${what}@quill.example`, text: `I will send you the ${what} by Friday.\n` });
const paths = async (id: string) => (await standing(app, id)).map(([, { path }]: [string, { path?: string }]) => path);
const documentOf = async (id: string, path: string): Promise<string> => {
  const rows = (await standing(app, id)) as [string, { path: string; document: string }][];
  return rows.find(([, row]) => row.path === path)?.[1].document ?? '';
};

describe('a folder', () => {
  it('is read with all below it: new and changed files become documents, in which commitments are found', async () => {
    const { path, id } = await addFolder({ 'one.eml': promise('drawings'), 'a/b/two.txt': promise('invoice') });
    expect(counts(await sync(app, id), 'files')).toEqual({ kept: 2, same: 0, gone: 0, held: 0 });
    const one = await documentOf(id, 'one.eml');
    await app.read(one);
    await app.settled();
    const { items } = await app.client.call('listCommitments');
    expect(items.map(({ quote, documentId }) => [documentId, quote])).toContainEqual([
      one,
      expect.stringContaining('the drawings'),
    ]);

    expect(counts(await sync(app, id), 'files')).toEqual({ kept: 0, same: 2, gone: 0, held: 0 });
    await put(join(path, 'three.txt'), promise('dials'));
    await put(join(path, 'one.eml'), promise('drawings and the model'));
    expect(counts(await sync(app, id), 'files')).toEqual({ kept: 2, same: 1, gone: 0, held: 0 });
    expect(await documentOf(id, 'one.eml')).not.toBe(one);
    expect((await app.read(one)).state).toBe('read'); // what was promised once stays
  });

  it('keeps the documents of files that go, and knows what only moved, was touched, or is there twice', async () => {
    const { path, id } = await addFolder({ 'one.eml': promise('a plan'), 'twice.txt': promise('a plan') });
    expect(counts(await sync(app, id), 'files')).toMatchObject({ kept: 1, same: 1 });
    const first = await documentOf(id, 'one.eml');
    expect(await documentOf(id, 'twice.txt')).toBe(first);
    await rm(join(path, 'twice.txt'));
    await rename(join(path, 'one.eml'), join(path, 'moved.txt'));
    await utimes(join(path, 'moved.txt'), 1_700_000_000, 1_700_000_000);
    expect(counts(await sync(app, id), 'files')).toMatchObject({ kept: 0, same: 1 });
    expect(await documentOf(id, 'moved.txt')).toBe(first);
    expect((await app.read(first)).state).toBe('read');
  });

  it('brings nothing back that somebody deleted, also when it is read from the beginning', async () => {
    const { id } = await addFolder({ 'secret.txt': promise('secret') });
    await sync(app, id);
    const gone = await documentOf(id, 'secret.txt');
    await app.read(gone);
    await app.client.call('deleteDocument', { params: { id: gone } });
    await app.settled();
    expect(counts(await sync(app, id, true), 'files')).toMatchObject({ kept: 0, same: 1 });
    expect((await app.request(`/v1/documents/${gone}`)).status).toBe(404);
  });

  it('leaves out what is hidden, temporary or empty', async () => {
    const names = [
      '.hidden',
      '~$plan.docx',
      'plan.txt~',
      'a.part',
      'b.CRDOWNLOAD',
      'Thumbs.db',
      '.git/config',
      'x.tmp',
    ];
    const files = Object.fromEntries(names.map((name) => [name, 'nothing for anybody']));
    const { path, id } = await addFolder({ ...files, 'real.txt': promise('real thing') });
    await writeFile(join(path, 'empty.txt'), '');
    await sync(app, id);
    expect(await paths(id)).toEqual(['real.txt']);
  });

  it('holds back what is too large or cannot be read, takes all others, and takes that too once it can', async () => {
    const { path, id } = await addFolder({ 'fine.txt': promise('fine thing') });
    await writeFile(join(path, 'huge.txt'), promise('huge thing'));
    await truncate(join(path, 'huge.txt'), 50 * 2 ** 20 + 1);
    expect(counts(await sync(app, id), 'files')).toEqual({ kept: 1, same: 0, gone: 0, held: 1 });
    const quarantine = async () => (await app.client.call('listHeldRecords', { params: { id } })).items;
    expect(await quarantine()).toMatchObject([{ reason: 'too-large', data: { path: 'huge.txt' } }]);
    expect(counts(await sync(app, id), 'files')).toMatchObject({ held: 1, same: 1 });
    expect(await quarantine()).toHaveLength(1);
    await put(join(path, 'huge.txt'), promise('thing that was huge'));
    expect(counts(await sync(app, id), 'files')).toMatchObject({ kept: 1, held: 0 });
    expect(await quarantine()).toEqual([]);
  });

  it('takes no file that is still being written', async () => {
    const { path, id } = await addFolder({ 'done.txt': promise('done thing') });
    const slow = join(path, 'slow.txt');
    await writeFile(slow, 'I will send ');
    const writing = (async () => {
      for (let n = 0; n < 25; n++) {
        await appendFile(slow, `line ${n}\n`);
        await wait(50);
      }
    })();
    const run = await sync(app, id);
    expect(await paths(id)).toEqual(['done.txt']);
    expect(run.log.join()).toContain('1 files are still being written');
    await writing;
    expect(counts(await sync(app, id), 'files')).toMatchObject({ kept: 1, same: 1 });
  });
});

it('is listed by its absolute path, and never all there is', () => {
  for (const folders of ['srv/in', './in', '/', '/srv/in:relative', '//'])
    expect(() => readConfig({ VITO_FOLDERS: folders })).toThrow('VITO_FOLDERS');
  expect(readConfig({ VITO_FOLDERS: '/srv/{tenant}/in:/mnt/scans' }).folders).toEqual([
    '/srv/{tenant}/in',
    '/mnt/scans',
  ]);
});

describe('nothing outside it', () => {
  const refused = (who: Person, folder: string) =>
    expect(connect(who, folder)).rejects.toMatchObject({ problem: { code: 'forbidden' } });

  it('can be named', async () => {
    await mkdir(join(base, 'outside'));
    await symlink(join(base, 'outside'), join(own, 'way-out'));
    for (const folder of [
      '/etc',
      '/',
      '..',
      'a/../../outside',
      join(own, '..'),
      'way-out',
      join(base, 'outside'),
      '\0',
    ])
      await refused(app, folder);
    await expect(connect(app, 'nowhere')).rejects.toMatchObject({ problem: { code: 'invalid' } });
  });

  it('is reached by a link in it, to a file or to a folder', async () => {
    await put(join(base, 'elsewhere', 'theirs.txt'), promise('what is theirs'));
    const { path, id } = await addFolder({ 'mine.txt': promise('what is mine') });
    await symlink(join(base, 'elsewhere', 'theirs.txt'), join(path, 'link.txt'));
    await symlink(join(base, 'elsewhere'), join(path, 'linked'));
    await symlink('.', join(path, 'round'));
    const run = await sync(app, id);
    expect(run.log).toEqual(['3 links were not followed']);
    expect(await paths(id)).toEqual(['mine.txt']);
  });

  it('is read when its own folder is exchanged for a link after it was allowed', async () => {
    await put(join(base, 'elsewhere', 'theirs.txt'), promise('what is theirs'));
    const { path, id } = await addFolder({ 'mine.txt': promise('what was mine') });
    await rename(path, `${path}-before`);
    await symlink(join(base, 'elsewhere'), path);
    expect(await sync(app, id)).toMatchObject({ state: 'failed', reason: 'not-allowed' });
    expect(await paths(id)).toEqual([]);
    await rm(path);
  });

  it('is of another company: neither its folder, nor one for all once there are two', async () => {
    await put(join(plain, 'shared.txt'), promise('shared thing'));
    const shared = await connect(app, plain);
    expect((await sync(app, shared)).state).toBe('finished');
    const stranger = await app.stranger();
    await put(join(base, stranger.tenant, 'theirs.txt'), promise('their own'));
    await refused(stranger, own);
    await refused(stranger, plain);
    await refused(app, join(base, stranger.tenant));
    await refused(app, `../${stranger.tenant}`);
    expect(await sync(app, shared)).toMatchObject({ state: 'failed', reason: 'not-allowed' });
    const theirs = await connect(stranger, '.');
    expect(counts(await sync(stranger, theirs), 'files')).toMatchObject({ kept: 1 });
  });

  it('fails with the reason when the folder is not there any more, and keeps all that came', async () => {
    const { path, id } = await addFolder({ 'one.eml': promise('one thing more') });
    await sync(app, id);
    await rename(path, `${path}-unmounted`);
    const run = await sync(app, id);
    expect(run).toMatchObject({ state: 'failed', reason: 'unreachable' });
    expect(run.problem).toContain('is not there');
    await rename(`${path}-unmounted`, path);
    expect(counts(await sync(app, id), 'files')).toMatchObject({ same: 1, kept: 0 });
  });
});

describe('a watched folder', () => {
  it('is read when something comes in, without a schedule', async () => {
    const { path, id } = await addFolder({ 'first.txt': promise('first thing') });
    const { live } = await app.client.call('changeConnection', { params: { id }, body: { live: true } });
    expect(live).toBe(true);
    await app.until('the first file is there', async () => (await paths(id)).length === 1);
    await put(join(path, 'deep', 'second.txt'), promise('second thing'));
    const began = Date.now();
    await app.until('the second is there', async () => (await paths(id)).length === 2);
    expect(Date.now() - began).toBeLessThan(9000);
    await app.client.call('changeConnection', { params: { id }, body: { live: false } });
  });

  it('cannot be a program', async () => {
    const body = { name: 'n', dialect: 'folder' as const, command: 'tap', config: { folder: '.' } };
    await expect(app.client.call('addConnection', { body })).rejects.toMatchObject({ problem: { code: 'invalid' } });
    await expect(
      app.client.call('addConnection', { body: { name: 'n', dialect: 'folder', config: { path: '.' } } }),
    ).rejects.toMatchObject({ problem: { code: 'invalid' } });
  });
});

it('is rebuilt from its events, and leaves its documents when it is removed', async () => {
  const { id } = await addFolder({ 'stays.txt': promise('staying thing') });
  await sync(app, id);
  const document = await documentOf(id, 'stays.txt');
  await app.client.call('removeConnection', { params: { id } });
  await app.settled();
  expect((await app.read(document)).state).toBe('read');
  const { store } = app.app.services;
  const rebuilt = await rebuildAll({
    store,
    ownerUrl: app.ownerUrl,
    aggregates: [connection, syncRun, records],
  });
  expect(rebuilt.filter(({ identical }) => !identical)).toEqual([]);
});
