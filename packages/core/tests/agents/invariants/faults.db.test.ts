// Invariants of runs under processes that are killed, or stand still for longer than their leases.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Context } from '../../../src/spine/context.js';
import { openCrew } from '../../setup/open-crew.js';
import type { TestProcess } from '../../setup/processes.js';
import type { Crew } from '../../setup/run-crew.js';
import { playbookOf, tool } from '../../setup/runs.js';

const leaseSeconds = 1;
const steps = [tool('a', 'look', { ms: 20 }), tool('b', 'note'), tool('c', 'look', { ms: 20 }), tool('d', 'note')];
let crew: Crew;
let ctx: Context;
let alive: TestProcess;
let waiting: Promise<TestProcess>[];

beforeAll(async () => {
  crew = await openCrew(
    [
      playbookOf('holds', [
        tool('before', 'note', { n: 1 }),
        tool('it', 'hold', { at: '=now' }),
        tool('after', 'note'),
      ]),
      playbookOf('once', [tool('before', 'note'), tool('it', 'once', { ms: 60_000 })]),
      playbookOf('plain', steps),
    ],
    leaseSeconds,
  );
  ctx = await crew.tenant();
  // One after the other: together they would wait for each other's imports.
  let before: Promise<unknown> = Promise.resolve();
  waiting = Array.from({ length: 5 }, () => {
    const one = before.then(() => crew.start({ waits: true }));
    before = one;
    return one;
  });
});
afterAll(() => crew.close());

async function next(): Promise<TestProcess> {
  const process = await (waiting.shift() as Promise<TestProcess>);
  process.signal('SIGUSR2');
  return process;
}

it('5: no event under an older fence (it stands still past its lease, and goes on)', async () => {
  const first = await next();
  const id = await crew.agents.request(ctx, { playbook: 'holds' });
  expect(await first.line()).toBe(`holds ${id}`);
  first.signal('SIGSTOP');
  alive = await next();
  await crew.over(ctx, id);
  const before = await crew.store.readStream(ctx.tenant, id);
  alive.signal('SIGSTOP');
  first.signal('SIGCONT');
  first.signal('SIGUSR2');
  expect(await first.line()).toBe(`goes on with ${id}`);
  // What it takes up now it does as any other: by then it has heard that the run is not its any more.
  await crew.over(ctx, await crew.agents.request(ctx, { playbook: 'plain' }));
  await first.kill();
  alive.signal('SIGCONT');
  expect(await crew.store.readStream(ctx.tenant, id)).toEqual(before);
  const effects = await crew.effects(id);
  expect(new Set(effects.map(({ step }) => step))).toEqual(new Set(['before', 'it', 'after']));
  expect(new Set(effects.map(({ key }) => key)).size).toBe(3);
  expect(effects.filter(({ pid }) => pid === first.pid).map(({ step }) => step)).toEqual(['before', 'it']);
}, 180_000);

it('12: effects per idempotency key are at most one, for whoever looks at the key; 9: recovery within lease and sweep', async () => {
  const id = await crew.agents.request(ctx, { playbook: 'holds' });
  expect(await alive.line()).toBe(`holds ${id}`);
  const second = await next();
  await alive.kill();
  const killed = Date.now();
  await crew.once(ctx, id, (run) => (run.steps.it?.attempts ?? 0) > 1);
  expect(Date.now() - killed).toBeLessThan((leaseSeconds + 1) * 1000 + 8000); // and what a loaded machine needs
  expect((await crew.over(ctx, id)).status).toBe('completed');
  const [, first, again] = await crew.effects(id);
  expect([first?.attempt, again?.attempt]).toEqual([1, 2]);
  expect(again?.key).toBe(first?.key);
  // The second attempt is the first one repeated, although its template would give another time by now.
  expect(again?.args).toEqual(first?.args);
  alive = second;
}, 180_000);

it('12: what may be tried once is called once, whatever becomes of it', async () => {
  const id = await crew.agents.request(ctx, { playbook: 'once' });
  await crew.once(ctx, id, (run) => run.steps.it?.attempts === 1);
  await alive.kill();
  alive = await next();
  const run = await crew.over(ctx, id);
  expect(run).toMatchObject({ status: 'compensated', steps: { it: { state: 'failed' } } });
  expect((await crew.effects(id)).map(({ tool: name }) => name)).toEqual(['note', 'undo note']);
}, 180_000);

it('20: wiping the queue changes no final state', async () => {
  // No process hears a word of another one here: every wake-up between them is lost, and the tables are all there is.
  await next();
  const ids = await Promise.all(Array.from({ length: 20 }, () => crew.agents.request(ctx, { playbook: 'plain' })));
  await crew.allOver(ctx);
  for (const id of ids) expect((await crew.load(ctx, id)).status).toBe('completed');
}, 180_000);

it('1, 2, 3, 4, 6, 7, 8: hold after all that', async () => {
  expect(await crew.violations(ctx)).toEqual([]);
});
