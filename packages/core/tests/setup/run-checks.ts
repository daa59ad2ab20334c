// What must hold of every run in a database, whatever happened to those who took it further: read from its tables and its events.

import { hashOf, keyOf } from '../../src/agents/hash.js';
import { foldRun, isOver, noRun, type Run } from '../../src/agents/run.js';
import { runs } from '../../src/agents/run-rows.js';
import type { Recorded } from '../../src/spine/aggregate.js';
import type { OpenEvent } from '../../src/spine/event.js';
import type { ToldEffect } from './effect-tools.js';
import type { Parts } from './parts.js';
import { slotViolations, tableViolations } from './run-table-checks.js';

type Told = Pick<ToldEffect, 'tool' | 'key' | 'run' | 'step' | 'args'>;

/** Of one tenant; `effects`: all that were told, in their order. Each begins with the number of its invariant. */
export async function violations(
  parts: Pick<Parts, 'sql' | 'store'>,
  tenant: string,
  effects: readonly Told[],
): Promise<string[]> {
  const found = await tableViolations(parts, tenant);
  const rows = await parts.sql<{ run_id: string }>('select run_id from vito.run where tenant_id = $1', [tenant]);
  const byRun = groupBy(effects, ({ run }) => run);
  for (let at = 0; at < rows.length; at += 50) {
    const page = rows.slice(at, at + 50).map(({ run_id }) => run_id);
    const all = groupBy(await parts.store.readStreams(tenant, page), ({ stream }) => stream);
    for (const id of page) {
      const events = all.get(id) ?? [];
      const run = events.reduce(foldRun, noRun);
      found.push(...ofEvents(events).map((what) => `${what} (${id})`));
      found.push(...ofEffects(tenant, id, events, byRun.get(id) ?? []).map((what) => `${what} (${id})`));
      found.push(...(await slotViolations(parts, tenant, id, run)).map((what) => `${what} (${id})`));
      found.push(...(await ofRows(parts, tenant, events)).map((what) => `${what} (${id})`));
    }
  }
  return found;
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

const once: ReadonlySet<string> = new Set([
  'run.step-completed',
  'run.step-undone',
  'run.gate-opened',
  'run.gate-decided',
  'run.children-requested',
  'run.waiting',
]);

function ofEvents(events: readonly OpenEvent[]): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  let run: Run = noRun;
  for (const event of events) {
    if (isOver(run)) found.push(`7: ${event.type} after the run was ${run.status}`);
    const step = 'step' in event.data ? event.data.step : '';
    const key = `${event.type} ${step}`;
    if (once.has(event.type) && seen.has(key)) found.push(`4: ${key} twice`);
    seen.add(key);
    if (event.type === 'run.step-started') {
      const gate = run.steps[step]?.gate;
      if (gate && gate.doHash !== hashOf(event.secret?.args ?? null))
        found.push(`10: ${step} began with something else`);
      if (gate && gate.state !== 'approved' && gate.state !== 'edited') found.push(`10: ${step} began without a yes`);
    }
    run = foldRun(run, event);
  }
  const completed = events.flatMap((event) =>
    event.type === 'run.step-completed' && event.data.undo ? [event.data.step] : [],
  );
  const undone = events.flatMap((event) =>
    event.type === 'run.step-undone' || (event.type === 'run.undo-failed' && event.data.againAt === null)
      ? [event.data.step]
      : [],
  );
  const undoes = run.status === 'compensated' || run.status === 'compensation-failed';
  if (undoes && undone.join() !== completed.reverse().join())
    found.push(`11: done ${completed.reverse().join()}, undone ${undone.join()}`);
  if (!undoes && run.status !== 'compensating' && undone.length > 0) found.push('11: undone, and not compensated');
  if (isOver(run) && !undoes && run.status !== 'completed' && completed.length > 0)
    found.push(`11: ${run.status}, and nothing was undone`);
  if (run.status === 'none') found.push('1: a run without its request');
  return found;
}

function ofEffects(tenant: string, id: string, events: readonly OpenEvent[], effects: readonly Told[]): string[] {
  const found: string[] = [];
  const begun = new Map<string, Set<string>>();
  for (const event of events) {
    if (event.type !== 'run.step-started') continue;
    const { step } = event.data;
    const key = keyOf(tenant, id, step);
    begun.set(key, (begun.get(key) ?? new Set()).add(hashOf(event.secret?.args ?? null)));
  }
  const told = groupBy(effects, ({ key }) => key);
  for (const [key, same] of told) {
    const first = same[0] as Told;
    if (new Set(same.map(({ args }) => hashOf(args))).size > 1)
      found.push(`12: ${first.step} was told with two arguments`);
    if (first.tool.startsWith('undo ')) continue;
    if (!begun.has(key)) found.push(`12: ${first.step} reached the outside and was never begun`);
    else if (!begun.get(key)?.has(hashOf(first.args)))
      found.push(`10: ${first.step} did something else than was begun`);
  }
  for (const event of events) {
    const { type } = event;
    if (type !== 'run.step-completed' && type !== 'run.step-undone') continue;
    const tool = type === 'run.step-completed' ? event.data.tool : '';
    const isRead = tool === null || tool === 'look' || tool === 'fail';
    const key = keyOf(tenant, id, type === 'run.step-undone' ? `${event.data.step} undo` : event.data.step);
    if (!isRead && !told.has(key)) found.push(`12: ${type} ${event.data.step} without its effect`);
  }
  const undoing = [...told.values()].flatMap(([first]) => (first?.tool.startsWith('undo ') ? [first.step] : []));
  const undone = events.flatMap(({ type, data }) =>
    type === 'run.step-undone' ? [(data as { step: string }).step] : [],
  );
  if (undone.some((step, at) => undoing.filter((one) => undone.includes(one))[at] !== step))
    found.push(`11: told outside as undone ${undoing.join()}, by its events ${undone.join()}`);
  return found;
}

/** The rows that the events make are those that are there. */
async function ofRows({ sql }: Pick<Parts, 'sql'>, tenant: string, events: readonly OpenEvent[]): Promise<string[]> {
  let run = noRun;
  const wanted = new Map<string, Record<string, unknown>>();
  for (const event of events) {
    const recorded = { ...event, tenant } as Recorded;
    run = runs.fold(run, recorded);
    for (const [table, rows] of Object.entries(runs.rows(run, recorded)))
      for (const row of rows) wanted.set(`${table} ${row.step ?? ''}`, row);
  }
  const found: string[] = [];
  for (const [name, row] of wanted) {
    const [table = '', step = ''] = name.split(' ');
    const [same] = await sql<{ same: boolean }>(
      `select to_jsonb(t) = to_jsonb(jsonb_populate_record(null::vito.${table}, $4)) as same from vito.${table} t
       where tenant_id = $1 and run_id = $2 ${table === 'run' ? "and $3 = ''" : 'and step = $3'}`,
      [tenant, events[0]?.stream, step, JSON.stringify(row)],
    );
    if (!same?.same) found.push(`6: the row of ${name} is not what its events make`);
  }
  return found;
}
