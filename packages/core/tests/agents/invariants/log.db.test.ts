// Invariants of the log, the rows and the slots, after runs of every kind.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { isOver } from '../../../src/agents/run.js';
import { runs } from '../../../src/agents/run-rows.js';
import { defineTool } from '../../../src/agents/tool.js';
import { document } from '../../../src/intake/document.js';
import type { Context } from '../../../src/spine/context.js';
import { LeaseLost } from '../../../src/spine/event-store.js';
import { effectTools, type ToldEffect } from '../../setup/effect-tools.js';
import { violations } from '../../setup/run-checks.js';
import { startRunWorker } from '../../setup/run-worker.js';
import { playbookOf, tool } from '../../setup/runs.js';
import { openSpine, type Spine } from '../../setup/spine.js';
import { receiveStory } from '../../setup/stories.js';
import { until } from '../../setup/until.js';

const told: ToldEffect[] = [];
let spine: Spine;
let ctx: Context;
let worker: ReturnType<typeof startRunWorker>;

const marks = defineTool({
  name: 'mark',
  title: 'Mark',
  description: 'Marks a document as unreadable.',
  effect: 'read',
  input: z.strictObject({ id: z.string() }),
  run: async (call, { id }) => {
    const loaded = await spine.store.load(call.ctx, document, id);
    const draft = { type: 'document.unreadable', data: { reason: 'empty' }, secret: { message: call.run } } as const;
    return { result: null, changes: [spine.store.stage(call.ctx, document, loaded, [draft], { id })] };
  },
});
const playbooks = [
  playbookOf('plain', [tool('a', 'note', { n: 1 }), tool('b', 'look'), tool('c', 'note', { n: 2 })]),
  playbookOf('fails', [tool('a', 'note'), tool('b', 'note', { n: 2 }), tool('c', 'fail')]),
  playbookOf('marks', [tool('a', 'mark', { id: '=input.id' })]),
  playbookOf('waits', [{ kind: 'wait', id: 'w', signal: 'go', seconds: null }, tool('a', 'note')]),
  playbookOf('parents', [
    {
      kind: 'parallel',
      id: 'p',
      branches: [
        [{ kind: 'run', id: 'r', playbook: 'plain' }],
        [tool('n', 'note')],
        [{ kind: 'sleep', id: 's', seconds: 0.1 }],
      ],
    },
  ]),
  playbookOf('asks', [tool('a', 'ask', { to: 'ada' })], { deadlineSeconds: 3600 }),
];

beforeAll(async () => {
  spine = await openSpine();
  ctx = await spine.tenant();
  const tools = [...effectTools({ record: async (effect) => void told.push(effect) }), marks];
  worker = startRunWorker(spine, { tools, playbooks });
});
afterAll(async () => {
  await worker.close();
  await spine.close();
});

const ask = (playbook: string, input = {}) => worker.agents.request(ctx, { playbook, input });
const load = async (id: string) => (await spine.store.load(ctx, runs, id)).state;
const over = async (id: string) => {
  await until('the run to end', async () => isOver(await load(id)), 20_000);
  return load(id);
};

it('1: seq is gapless and the run stands at its last event; 2: one outbox row per event; 4: at most one event per run and key', async () => {
  const ids = await Promise.all(['plain', 'fails', 'parents', 'plain', 'parents'].map((name) => ask(name)));
  for (const id of ids) await over(id);
  await ask('waits');
  await ask('asks');
  await spine.sequenceAll();
  expect(await violations(spine, ctx.tenant, told)).toEqual([]);
});

it('3: app rows match step events one to one', async () => {
  const document = await receiveStory(spine.store, ctx);
  // The second one is too late: its own change is refused, and so its step is not completed.
  const [first, second] = await Promise.all([ask('marks', { id: document }), ask('marks', { id: document })]);
  await Promise.all([over(first), over(second)]);
  const steps = await spine.sql(
    `select e.event_id from vito.events e where e.stream = any ($1) and e.type = 'run.step-completed'`,
    [[first, second]],
  );
  const changes = await spine.store.readStream(ctx.tenant, document);
  expect(changes.filter(({ type }) => type === 'document.unreadable')).toHaveLength(steps.length);
}, 60_000);

it('6: fold(events) is the run row, also of runs that wait', async () => {
  const id = await ask('waits');
  await until('it to wait', async () => (await load(id)).steps.w?.wait != null);
  expect((await violations(spine, ctx.tenant, told)).filter((what) => what.startsWith('6'))).toEqual([]);
  const [row] = await spine.sql('select status, waits_for from vito.run where run_id = $1', [id]);
  expect(row).toEqual({ status: 'open', waits_for: 'signal' });
});

it('7: terminal is final; late writes change nothing', async () => {
  const id = await ask('plain');
  await over(id);
  const before = await spine.store.readStream(ctx.tenant, id);
  await expect(worker.agents.signal(ctx, id, 'go', 1)).rejects.toMatchObject({ code: 'conflict' });
  await expect(worker.agents.cancel(ctx, id, 'late')).rejects.toMatchObject({ code: 'conflict' });
  await expect(worker.agents.move(ctx, id, 1)).rejects.toMatchObject({ code: 'conflict' });
  const loaded = await spine.store.load(ctx, runs, id);
  const draft = { type: 'run.step-skipped', data: { step: 'late' }, secret: {} } as const;
  const staged = spine.store.stage(ctx, runs, loaded, [draft], { id });
  const slots = [{ run: id, op: 'hold' as const, fence: '1', moved: false }];
  await expect(spine.store.commit(ctx, [staged], { slots })).rejects.toThrow(LeaseLost);
  expect(await spine.store.readStream(ctx.tenant, id)).toEqual(before);
});

it('8: every run that is not over is due, leased, or has a wake-up or something that will wake it', async () => {
  await spine.sequenceAll();
  const open = await spine.sql<{ run_id: string }>(
    "select run_id from vito.run where status in ('open', 'compensating')",
  );
  expect(open.length).toBeGreaterThan(2);
  expect((await violations(spine, ctx.tenant, told)).filter((what) => what.startsWith('8'))).toEqual([]);
  for (const { run_id } of open) await worker.agents.cancel(ctx, run_id, 'enough');
  for (const { run_id } of open) expect((await over(run_id)).status).toBe('cancelled');
  expect(await spine.sql('select from vito.run_slot')).toEqual([]);
});
