// Programs that are broken or mean no good: their sync fails and says why, what was told before stands, and nothing of them is left.
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../../setup/app.js';
import { descendants, running } from '../../setup/children.js';
import { until } from '../../setup/until.js';
import { fixtures } from './little.js';
import { over, standing, sync } from './syncs.js';

let app: TestApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vito-taps-'));
  process.env.TMPDIR = await mkdtemp(join(folder, 'tmp-')); // what is left there is left by this test
  app = await openTestApp({ taps: [fixtures, folder], tapSilence: 1.5 / 60 });
});
afterAll(async () => {
  await app.close();
  delete process.env.TMPDIR;
  await rm(folder, { recursive: true, force: true });
});

async function add(how: string, more: object = {}) {
  const body = { name: how, dialect: 'singer' as const, command: 'tap-hostile.mjs', config: { how, ...more } };
  const { id } = await app.client.call('addConnection', { body });
  const streams = [{ name: 'things', mode: 'incremental' as const }];
  await app.client.call('chooseStreams', { params: { id }, body: { streams } });
  return id;
}

/** None of the processes that syncs start, and none of their folders. */
const nothingLeft = async () => {
  const left = (await descendants(process.pid)).filter(({ command }) => command.includes('tap-hostile'));
  const folders = (await readdir(tmpdir())).filter((name) => name.startsWith('vito-sync-'));
  return left.length + folders.length === 0;
};

const first: [string, object][] = [['things', { id: 1, text: 'thing 1' }]];

describe('a program', () => {
  it.each([
    ['endless-line', 'flooded', /more than 16777216 bytes/],
    ['hang', 'silent', /told nothing for 1\.5 seconds/],
    ['stubborn', 'silent', /told nothing/],
    ['hang-after-close', 'silent', /told nothing/],
    ['garbage', 'malformed', /line 4 is malformed: it is no JSON: Traceback/],
    ['garbage-bytes', 'malformed', /line 4/],
    ['no-type', 'malformed', /no object with a type/],
    ['deep', 'malformed', /nested too deep/],
    ['exit', 'exited', /code 3/],
    ['signal', 'exited', /signal 11/],
  ] as const)('that does this fails: %s', async (how, reason, problem) => {
    const id = await add(how);
    const run = await sync(app, id);
    expect(run).toMatchObject({ state: 'failed', reason });
    expect(run.problem).toMatch(problem);
    if (how === 'exit') expect(run.log).toEqual(['the password of Ada Quill was refused']);
    // What it told before is true, and the next run goes on from there.
    expect(await standing(app, id)).toEqual(
      how === 'exit' ? [...first, ['things', { id: 2, text: 'thing 2' }]] : first,
    );
    expect(await nothingLeft()).toBe(true);
  });

  it('that tells a record before its schema fails', async () => {
    expect(await sync(app, await add('record-before-schema'))).toMatchObject({ state: 'failed', reason: 'malformed' });
  });

  it('that complains without end is heard, and its last words are kept', async () => {
    const run = await sync(app, await add('endless-stderr'));
    expect(run.state).toBe('finished');
    expect(run.log.length).toBeLessThanOrEqual(100);
    expect(JSON.stringify(run.log).length).toBeLessThan(60_000);
    expect(run.log.at(-1)).toMatch(/^x{500} …$/);
  });

  it('may tell a record of twelve megabytes', async () => {
    const id = await add('huge-record');
    expect(await sync(app, id)).toMatchObject({ state: 'finished' });
    const { items } = await app.client.call('listRecords', { params: { id } });
    expect(items.map(({ data }) => String(data.text).length).sort()).toEqual([12_000_000, 7]);
  });

  it('that never ends is followed no faster than it is kept, shows how far it is, and can be cancelled', async () => {
    const id = await add('endless-output');
    const { id: runId } = await app.client.call('requestSync', { params: { id }, body: {} });
    const kept = async () => {
      const run = await app.client.call('getSyncRun', { params: { id: runId } });
      return (run.streams[0]?.kept ?? 0) > 3000 && run;
    };
    expect(await app.until('some are kept', kept)).toMatchObject({ state: 'running', attempts: 1 });
    await expect(app.client.call('requestSync', { params: { id }, body: {} })).rejects.toMatchObject({
      problem: { code: 'conflict' },
    });
    const before = process.memoryUsage.rss();
    await app.client.call('cancelSync', { params: { id } });
    expect((await over(app, runId)).state).toBe('cancelled');
    await until('its end', nothingLeft);
    expect(process.memoryUsage.rss() - before).toBeLessThan(300 * 2 ** 20);
    await app.settled();
    const [one] = (await app.client.call('listSyncRuns', { params: { id } })).items;
    const shown = await standing(app, id, 'false', 200);
    expect(shown).toHaveLength(one?.streams[0]?.kept ?? 0); // nothing was written after that
  });

  it('that starts others takes them with it', async () => {
    const pid = join(folder, 'pid');
    const id = await add('grandchild', { pid });
    expect(await sync(app, id)).toMatchObject({ state: 'finished' });
    const child = Number(await readFile(pid, 'utf8'));
    expect((await running()).some((one) => one.pid === child)).toBe(false);
  });

  it('whose child runs away with its output does not hold the sync', async () => {
    const pid = join(folder, 'pid');
    const id = await add('runaway', { pid });
    expect(await sync(app, id)).toMatchObject({ state: 'finished' });
    expect(await standing(app, id)).toHaveLength(2);
    process.kill(Number(await readFile(pid, 'utf8')), 'SIGKILL');
  });

  it('may tell odd things: what can be kept is, and what cannot is held back', async () => {
    const id = await add('odd');
    const run = await sync(app, id);
    expect(run).toMatchObject({ state: 'finished', log: ['SOMETHING: not understood'] });
    const rows = new Map((await standing(app, id)).map(([, data]) => [(data as { id: number }).id, data]));
    expect([...rows.keys()].sort()).toEqual([1, 2, 3, 5]);
    expect(rows.get(2)).toMatchObject({ text: 'a\ufffdb', 'na\ufffdme': 1, constructor: 'x' });
    expect(rows.get(3)).toMatchObject({ big: '12345678901234567890', cents: 0.1, far: '1e400' });
    const { items } = await app.client.call('listHeldRecords', { params: { id } });
    expect(items.map(({ reason, columns, data }) => [reason, columns, data]).sort()).toEqual([
      ['misfit', ['text'], { id: 4, text: 17 }],
      ['no-key', ['id'], { text: 'nobody' }],
    ]);
    await sync(app, id);
    expect((await app.client.call('listHeldRecords', { params: { id } })).items).toHaveLength(2);
  });

  it('sees nothing of ours, in a folder of its own', async () => {
    process.env.VITO_SECRET_OF_OURS = 'do not tell';
    const id = await add('environment');
    await sync(app, id);
    const { items } = await app.client.call('listRecords', { params: { id } });
    const said = items.map(({ data }) => String(data.text)).find((text) => text.startsWith('{')) ?? '';
    const { env, cwd, argv } = JSON.parse(said);
    expect(Object.keys(env).sort()).toEqual(['HOME', 'PATH']);
    expect(env.HOME).toBe(cwd);
    expect(argv.slice(2)).toEqual(['--config', 'config.json', '--catalog', 'catalog.json']);
    expect(await nothingLeft()).toBe(true);
  });
});

describe('what may run', () => {
  const refused = (command: string) =>
    expect(
      app.client.call('addConnection', { body: { name: 'n', dialect: 'singer', command, config: {} } }),
    ).rejects.toMatchObject({ problem: { code: 'forbidden', detail: expect.stringContaining('VITO_TAPS') } });

  it('is only what was listed, wherever links and dots lead', async () => {
    await symlink('/bin/sh', join(folder, 'tap-link'));
    await mkdir(join(folder, 'tap-folder'));
    await writeFile(join(folder, 'tap-text'), 'no program', { mode: 0o600 });
    for (const command of [
      '/bin/sh',
      'sh',
      'tap-link',
      'tap-folder',
      'tap-text',
      'tap-nowhere',
      '..',
      '.',
      `${folder}/../../bin/sh`,
      './tap-hostile.mjs',
      'tap-hostile.mjs --discover',
      'tap-hostile.mjs; true',
      'tap\u0000',
      fixtures,
    ])
      await refused(command);
  });

  it('is looked at again when it is run', async () => {
    const path = join(folder, 'tap-fleeting');
    await writeFile(path, '#!/bin/sh\nexec cat "$HOME/nothing"', { mode: 0o700 });
    const body = { name: 'n', dialect: 'singer' as const, command: path, config: {} };
    const { id } = await app.client.call('addConnection', { body });
    await app.client.call('changeConnection', { params: { id }, body: { command: join(fixtures, 'tap-hostile.mjs') } });
    await app.client.call('chooseStreams', { params: { id }, body: { streams: [{ name: 'things', mode: 'full' }] } });
    await app.client.call('changeConnection', { params: { id }, body: { command: path } });
    await rm(path);
    await symlink('/bin/true', path);
    const run = await sync(app, id);
    expect(run).toMatchObject({ state: 'failed', reason: 'not-allowed' });
    expect(run.problem).toContain('VITO_TAPS');
  });

  it('is nothing where nothing is listed, and says how to allow one', async () => {
    const bare = await openTestApp();
    try {
      await expect(
        bare.client.call('addConnection', { body: { name: 'n', dialect: 'singer', command: '/bin/true', config: {} } }),
      ).rejects.toMatchObject({ problem: { code: 'forbidden', detail: expect.stringContaining('VITO_TAPS') } });
    } finally {
      await bare.close();
    }
  });
});
