// A run of a connection from a terminal: asked for, and followed until it ends.
import type { SyncRunDetail } from '@vito/contracts/sync';
import { wait } from '@vito/runtime/wait';
import type { ConnectionValues, Where } from './connection-call.js';
import { broughtWords, isOver, stateWords, tookWords } from './connection-words.js';

/** Milliseconds between looks. */
const every = 400;

export async function sync({ client, out }: Where, id: string, values: ConnectionValues): Promise<number> {
  const run = await client.call('requestSync', { params: { id }, body: { fresh: values.fresh ?? false } });
  if (!values.watch) {
    if (out.jsonOnly) out.json(run);
    out.line(`It runs${values.fresh ? ' from the beginning' : ''}: ${run.id}`);
    out.note(`See how it goes: vito connections runs ${id}`);
    return 0;
  }
  for (;;) {
    const now = await client.call('getSyncRun', { params: { id: run.id } });
    if (isOver(now)) return told({ client, out }, id, now);
    out.progress(`${now.state} … ${broughtWords(now)}`);
    await wait(every);
  }
}

function told({ out }: Where, id: string, run: SyncRunDetail): number {
  if (out.jsonOnly) out.json(run);
  for (const one of run.streams) out.line(`${one.name || one.id}: ${broughtWords({ ...run, streams: [one] })}`);
  if (run.state === 'finished') {
    out.line(`It finished in ${tookWords(run)}: ${broughtWords(run)}.`);
    if (run.streams.some(({ held }) => held > 0)) out.note(`See what is held back: vito connections quarantine ${id}`);
    return 0;
  }
  for (const line of run.log) out.note(`  ${line}`);
  out.note(`It did not finish (${stateWords(run)})${run.problem ? `: ${run.problem}` : '.'}`);
  out.note(`The next run goes on from there: vito connections sync ${id} --watch`);
  return 1;
}
