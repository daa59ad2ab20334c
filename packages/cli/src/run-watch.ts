// Follows a run's own timeline on a terminal until it is over, or waits for a person.
import type { RunView } from '@vito/contracts/run';
import { runEventOf } from '@vito/contracts/run-event';
import { isRunOver, runEventWords, runStatusWords } from '@vito/contracts/run-words';
import { wait } from '@vito/runtime/wait';
import type { Where } from './run-call.js';
import { spentWords } from './run-rows.js';
import { localTime } from './timeline-rows.js';

/** Milliseconds between looks. */
const every = 400;
const waitsForPerson = 3;

/** Exit code 0: completed, 1: ended otherwise, 3: waits for a person. */
export async function watchRun({ client, out }: Where, id: string): Promise<number> {
  let told = 0;
  for (;;) {
    const run = await client.call('getRun', { params: { id } });
    for (const entry of run.entries.filter(({ version }) => version > told)) {
      const event = runEventOf(entry);
      const words = event && runEventWords(event);
      if (out.jsonOnly) out.json(entry);
      else if (words) out.line(`${out.paint('dim', localTime(entry.at))}  ${words}`);
      told = entry.version;
    }
    if (isRunOver(run)) return ended(run, out);
    const asking = await gateOf({ client, out }, run);
    if (asking !== null) {
      out.note(
        `It waits for a person. See what is asked and decide: vito approve ${asking}, vito reject ${asking} --reason R, or vito edit ${asking} --args JSON`,
      );
      return waitsForPerson;
    }
    out.progress(`${runStatusWords(run)} …`);
    await wait(every);
  }
}

function ended(run: RunView, out: Where['out']): number {
  const cost = spentWords(run);
  if (!out.jsonOnly && run.output !== null) out.line(JSON.stringify(run.output));
  if (run.status === 'completed') {
    if (cost !== '-') out.note(`It cost ${cost}.`);
    return 0;
  }
  out.note(`It ended: ${runStatusWords(run)}${run.problem ? `: ${run.problem}` : ''}. See: vito show ${run.id}`);
  return 1;
}

/** `RUN/STEP` of what it waits for, its own or that of a run that it began. */
async function gateOf({ client }: Where, run: RunView): Promise<string | null> {
  if (run.status !== 'open') return null;
  const own = run.gates.find(({ state }) => state === 'open');
  if (own) return `${run.id}/${own.step}`;
  const child = run.children.find(({ status, waitsFor }) => status === 'open' && waitsFor === 'gate');
  if (!child) return null;
  const { gates } = await client.call('getRun', { params: { id: child.id } });
  const open = gates.find(({ state }) => state === 'open');
  return open ? `${child.id}/${open.step}` : null;
}
