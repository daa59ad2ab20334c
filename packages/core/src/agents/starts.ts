// Playbooks that begin by themselves: at their times, and after what they wait for; each time once, whichever process looks first.
import type { Start } from '@vito/contracts/playbook';
import type { RunRequest } from '@vito/contracts/run';
import { Failure } from '@vito/runtime/failure';
import { errorKind, type Log } from '@vito/runtime/log';
import { wait } from '@vito/runtime/wait';
import { DateTime } from 'luxon';
import type { Database } from '../platform/database.js';
import { type Context, systemActor } from '../spine/context.js';
import type { OpenEvent } from '../spine/event.js';

export interface StartsDeps {
  database: Database;
  log: Log;
  request: (ctx: Context, wanted: RunRequest) => Promise<string>;
  /** The company's zone. */
  zoneOf: (tenant: string) => Promise<string>;
  clock: () => Date;
  /** Milliseconds between looks. */
  every: number;
}

interface Row {
  tenant_id: string;
  name: string;
  starts: Start[];
  since: Date;
}

export function createStarts({ database, log, request, zoneOf, clock, every }: StartsDeps) {
  /** By playbook and schedule, the time that is seen to. */
  const seenTo = new Map<string, string>();

  /** Runs until the signal aborts. */
  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await look().catch((error) => log.warn('looking for playbooks that are due failed', { error: errorKind(error) }));
      await wait(every, signal);
    }
  }

  async function look(): Promise<void> {
    const { rows } = await database.dispatch.query<Row>(
      `select tenant_id, name, starts, since from vito.run_start where "on"`,
    );
    for (const { tenant_id: tenant, name, starts, since } of rows)
      for (const [index, start] of starts.entries()) {
        if (start.kind !== 'schedule') continue;
        const due = lastDue(start, clock(), await zoneOf(tenant));
        const place = `${tenant} ${name} ${index}`;
        const at = due.toISOString();
        if (due < since || seenTo.get(place) === at) continue;
        if (await begin(tenant, { playbook: name, input: { at }, key: `start ${name} ${index} ${at}` }))
          seenTo.set(place, at);
      }
  }

  /** What begins after this event. */
  async function after(ctx: Context, event: OpenEvent): Promise<void> {
    const rows = await database.read(ctx.tenant, (reader) =>
      reader.selectFrom('run_start').select(['name', 'starts']).where('on', '=', true).execute(),
    );
    for (const { name, starts } of rows)
      if (starts.some((start) => start.kind === 'event' && start.on === event.type))
        await begin(ctx.tenant, {
          playbook: name,
          input: { document: event.stream },
          key: `start ${name} ${event.id}`,
        });
  }

  /** False where it is worth trying again. */
  async function begin(tenant: string, wanted: RunRequest): Promise<boolean> {
    try {
      await request({ tenant, actor: systemActor('schedule') }, wanted);
      return true;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      log.warn('a playbook did not begin by itself', { tenant, code: error.code });
      return error.retry === 'never';
    }
  }

  return { run, look, after };
}
export type Starts = ReturnType<typeof createStarts>;

/** The latest time by the schedule that is not after `now`, in the zone: across a change of the clocks the hour on the wall stays. */
export function lastDue(start: Start & { kind: 'schedule' }, now: Date, zone: string): Date {
  const [hour, minute] = start.at.split(':').map(Number) as [number, number];
  const here = DateTime.fromJSDate(now, { zone });
  if (start.every === 'hour') {
    const due = here.set({ minute, second: 0, millisecond: 0 });
    return (due > here ? due.minus({ hours: 1 }) : due).toJSDate();
  }
  const step = start.every === 'day' ? { days: 1 } : { weeks: 1 };
  const day = start.every === 'day' ? here : here.set({ weekday: start.weekday as 1 });
  const due = day.set({ hour, minute, second: 0, millisecond: 0 });
  return (due > here ? due.minus(step) : due).toJSDate();
}
