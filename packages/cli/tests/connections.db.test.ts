// What is fetched from elsewhere, from a terminal, against a real server and a real program: set up, run, looked at, removed.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConnectionView, HeldRecordView, OfferedStream, RecordView, SyncRunView } from '@vito/contracts/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vitoHere } from './in-process.js';
import { newFolder, type RunningServer, removeFolder, startServer } from './running-server.js';
import { jsonLines } from './spawned.js';

const programs = fileURLToPath(new URL('../../core/tests/connect/sync/fixtures', import.meta.url));

let top: string;
let server: RunningServer;
let id = '';
let here: (args: string[], columns?: number) => ReturnType<typeof vitoHere>;

beforeAll(async () => {
  top = newFolder();
  server = await startServer(join(top, 'data'), { VITO_TAPS: programs });
  here = (args, columns) =>
    vitoHere(['connections', ...args], { env: server.env, ...(columns === undefined ? {} : { columns }) });
}, 120_000);
afterAll(async () => {
  if (server.child.exitCode === null) await server.end();
  removeFolder(top);
}, 60_000);

const plain = (text: string) => text.replaceAll(/\p{Cc}\[\d+m/gu, '');
const data = () => join(top, 'little.json');
const people = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ id: i + 1, name: `P${i + 1}`, updated: `2026-01-01T00:00:0${i}Z` }));
const teams = (...ids: number[]) => ids.map((id) => ({ id, title: `Team ${id}` }));
const put = (rows: object) => writeFileSync(data(), JSON.stringify({ generation: 1, ...rows }));
const config = (name: string, value: unknown) => {
  writeFileSync(join(top, name), JSON.stringify(value));
  return join(top, name);
};
const records = async (...args: string[]) =>
  jsonLines((await here(['records', id, ...args, '--json'])).stdout).map((line) => RecordView.parse(line));

describe('connections', { timeout: 60_000 }, () => {
  it('say how to begin where there is none, and which programs may run', async () => {
    expect(await here([])).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining('connections add') });
    const refused = await here(['add', 'Issues', '--dialect', 'singer', '--command', 'tap-github']);
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('VITO_TAPS') });
  });

  it('are added, checked, and told anew until they work', async () => {
    const file = config('wrong.json', { data: join(top, 'nowhere.json'), password: 'hunter2' });
    const add = ['add', 'The office', '--dialect', 'singer', '--command', 'tap-little.mjs', '--config', file];
    const added = await here([...add, '--json']);
    id = ConnectionView.parse(jsonLines(added.stdout)[0]).id;
    const failed = await here(['check', id]);
    expect(failed).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('vito connections configure'),
    });
    writeFileSync(join(top, 'broken.json'), '{"password": "hunter2"');
    const broken = await here(['configure', id, '--config', join(top, 'broken.json')]);
    expect(broken).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('holds no JSON') });
    expect(broken.stderr).not.toContain('hunter2');
    put({ people: people(4), teams: teams(1, 2, 3, 4, 5) });
    expect(await here(['configure', id, '--config', config('right.json', { data: data() })])).toMatchObject({
      code: 0,
    });
    expect(await here(['check', id])).toMatchObject({ code: 0, stdout: 'It works: it offers 2 streams\n' });
  });

  it('tell what they offer, and fetch nothing before something is chosen', async () => {
    const offered = jsonLines((await here(['discover', id, '--json'])).stdout).map((line) => OfferedStream.parse(line));
    expect(offered.map(({ name }) => name)).toEqual(['people', 'teams']);
    expect(await here(['sync', id, '--watch'])).toMatchObject({ code: 1, stderr: expect.stringContaining('choose') });
    expect(await here(['choose', id, 'nothing'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('nothing'),
    });
    const chosen = await here(['choose', id, 'people:incremental', 'teams']);
    expect(chosen.stdout).toBe('It fetches: people (incremental), teams (full)\n');
  });

  it('are run and followed to the end; a run that failed is told by the exit code', async () => {
    const first = await here(['sync', id, '--watch']);
    expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/people: 4 new .*\n.*teams: 5 new /) });
    put({ people: people(7), teams: teams(1, 3, 5), generation: 2 });
    const [second] = jsonLines((await here(['sync', id, '--watch', '--json'])).stdout);
    expect(SyncRunView.parse(second).streams).toMatchObject([{ name: 'people' }, { name: 'teams', gone: 2 }]);
    writeFileSync(data(), 'no longer JSON');
    const third = await here(['sync', id, '--watch']);
    expect(third).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('failed: exited') });
    const runs = jsonLines((await here(['runs', id, '--json'])).stdout).map((line) => SyncRunView.parse(line));
    expect(runs.map(({ state }) => state)).toEqual(['failed', 'finished', 'finished']);
    expect(plain((await here([], 120)).stdout)).toMatch(/The office +singer +2 +when asked +failed: exited /);
  });

  it('show their records, and what is held back', async () => {
    expect(await records('--stream', 'people')).toHaveLength(7);
    expect(await records('--deleted')).toMatchObject([
      { stream: 'teams', data: {} },
      { stream: 'teams', data: {} },
    ]);
    expect(await here(['records', id, '--stream', 'cars'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('people'),
    });
    const retyped = { type: 'object', properties: { id: { type: 'integer' }, title: { type: 'integer' } } };
    put({ people: people(7), teams: [{ id: 9, title: 9 }], generation: 3, schemas: { teams: retyped } });
    expect(await here(['sync', id, '--watch'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('quarantine'),
    });
    const held = jsonLines((await here(['quarantine', id, '--json'])).stdout).map((line) => HeldRecordView.parse(line));
    expect(held).toMatchObject([{ stream: 'teams', reason: 'drift', data: { id: 9 } }]);
    expect((await here([])).stdout).toContain('The office (1 drifted)');
    for (const args of [[], ['records', id], ['quarantine', id], ['runs', id]]) {
      const lines = plain((await here(args, 70)).stdout).split('\n');
      expect(lines.every((line) => line.length <= 70)).toBe(true);
    }
  });

  it('run by themselves, are paused, resumed and removed', async () => {
    expect(await here(['every', id, 'soon'])).toMatchObject({ code: 2, stderr: expect.stringContaining('never') });
    expect(await here(['pause', id])).toMatchObject({ code: 0 });
    expect(await here(['sync', id])).toMatchObject({ code: 1, stderr: expect.stringContaining('resume') });
    expect(await here(['every', id, '90'])).toMatchObject({ code: 0, stdout: expect.stringContaining('90 min') });
    expect(await here(['every', id, 'never'])).toMatchObject({ code: 0 });
    expect(await here(['resume', id])).toMatchObject({ code: 0 });
    expect(await here(['remove', id])).toMatchObject({ code: 0, stdout: expect.stringContaining('erased') });
    expect(await here(['records', id])).toMatchObject({ code: 1, stdout: '' });
    expect((await here(['--json'])).stdout).toBe('');
  });
});
