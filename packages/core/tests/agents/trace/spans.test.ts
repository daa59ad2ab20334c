// Spans of made-up histories: one for whatever ended, whole trees, and nothing of what the vault holds.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { factsOf, toolsOf } from '../../../src/agents/trace/fact.js';
import { spansOf } from '../../../src/agents/trace/spans.js';
import { tracedTypes } from '../../../src/agents/trace/trace-runs.js';
import type { OpenEvent } from '../../../src/spine/event.js';
import { begin, type Made, type Rolls } from '../histories/engine.js';
import { live } from '../histories/live.js';
import { playbook } from '../histories/playbooks.js';

const canary = 'zqxcanaryofthevault';
const tracedOf = ({ playbook: made }: Pick<Made, 'playbook'>, events: readonly OpenEvent[]) => ({
  tenant: 'tenant',
  run: 'run_x',
  root: 'run_root',
  provider: 'openai',
  facts: factsOf(events),
  tools: toolsOf(events, made),
});

/** Every text of the vault becomes the canary, names of keys too. */
const planted = (value: unknown): unknown => {
  if (typeof value === 'string') return canary;
  if (Array.isArray(value)) return value.map(planted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, planted(one)]));
};

/** As processes tell it whose clocks are up to two seconds apart. */
const byOtherClock = (event: OpenEvent): OpenEvent => ({
  ...event,
  at: new Date(Date.parse(event.at) + (((event.version * 7) % 5) - 2) * 1000).toISOString(),
});

function made(check: (one: Made) => void, numRuns = 200): void {
  const deadlines = fc.constantFrom(null, 30, 500);
  const rolls = fc.infiniteStream(fc.nat({ max: 1 << 20 }));
  fc.assert(
    fc.property(playbook, deadlines, rolls, (steps, deadline, stream) => {
      const roll: Rolls = (below) => (stream.next().value as number) % below;
      const one = begin(steps, deadline);
      live(one, roll);
      check(one);
    }),
    { numRuns },
  );
}

it('is one tree: ids are well formed and differ, parents are there, nothing ends before it begins', () => {
  made((one) => {
    const events = one.events.map(byOtherClock);
    const spans = spansOf(tracedOf(one, events));
    const ids = new Set(spans.map(({ id }) => id));
    expect(ids.size).toBe(spans.length);
    for (const { trace, id, parent, start, end, name, attributes, by } of spans) {
      expect(trace).toMatch(/^[0-9a-f]{32}$/);
      expect(id).toMatch(/^[0-9a-f]{16}$/);
      expect(end).toBeGreaterThanOrEqual(start);
      expect(end).toBe(Date.parse(events[by - 1]?.at ?? ''));
      expect(attributes['vito.run']).toBe('run_x');
      if (name.startsWith('invoke_workflow'))
        expect(parent).toMatch(/^[0-9a-f]{16}$/); // of the run that asked for it
      else expect(ids, name).toContain(parent);
    }
    expect(spans.filter(({ name }) => name.startsWith('invoke_workflow'))).toHaveLength(1);
    expect(new Set(spans.map(({ trace }) => trace)).size).toBe(1);
  });
});

it('has exactly one span for each step that was finished, each attempt that failed, each turn, gate and undoing', () => {
  made((one) => {
    const spans = spansOf(tracedOf(one, one.events));
    const tried = /^(execute_tool|invoke_agent|wait|sleep|await_runs|step) /;
    for (const event of one.events) {
      const at = spans.filter(({ by }) => by === event.version).map(({ name }) => name);
      const finished = event.type === 'run.step-failed' ? event.data.againAt === null : true;
      if (event.type === 'run.step-completed' || (event.type === 'run.step-failed' && finished))
        expect(
          at.filter((name) => tried.test(name)),
          event.type,
        ).toHaveLength(1);
      if (event.type === 'run.step-completed' && event.data.tool)
        expect(at).toEqual([`execute_tool ${event.data.tool}`]);
      if (event.type === 'run.turn-taken') expect(at).toEqual(['chat m']);
      if (event.type === 'run.gate-decided') expect(at).toEqual(['gate gated']);
      if (event.type === 'run.step-undone') expect(at).toEqual([expect.stringMatching(/^undo /)]);
      if (!(tracedTypes as readonly string[]).includes(event.type)) expect(at, event.type).toEqual([]);
    }
  });
});

it('is the same whenever it is made: also while the run goes on', () => {
  made((one) => {
    const whole = spansOf(tracedOf(one, one.events));
    for (const version of [1, 3, 6, 10, one.events.length]) {
      const sofar = spansOf(tracedOf(one, one.events.slice(0, version)));
      expect(sofar).toEqual(whole.filter(({ by }) => by <= version));
    }
  });
});

it('tells nothing of what stands in the vault', () => {
  let seen = 0;
  made((one) => {
    const events = one.events.map((event) => ({ ...event, secret: planted(event.secret) }) as OpenEvent);
    const text = JSON.stringify(spansOf(tracedOf(one, events)));
    expect(text).not.toContain(canary);
    if (JSON.stringify(events).includes(canary)) seen++;
  });
  expect(seen).toBeGreaterThan(100);
});
