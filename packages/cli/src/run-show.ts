// A run whole on a terminal: how it stands, its steps, what it waits for, what it cost, what was undone.
import type { RunView } from '@vito/contracts/run';
import { type NoteStory, type StepStory, stepStateWords, storyOf } from '@vito/contracts/run-story';
import { deciderWords, isRunOver, stepWords } from '@vito/contracts/run-words';
import { printFacts } from './facts.js';
import type { Output, Style } from './output.js';
import type { Where } from './run-call.js';
import { runRows, spentWords, statusCell } from './run-rows.js';
import { cut } from './shown-width.js';
import { type Cell, table } from './table.js';
import { localTime } from './timeline-rows.js';

export async function showRun({ client, out }: Where, id: string): Promise<number> {
  const run = await client.call('getRun', { params: { id } });
  if (out.jsonOnly) {
    out.json(run);
    return 0;
  }
  const status = statusCell(run);
  out.line(
    `${out.paint('bold', run.title)}  ${typeof status === 'string' ? status : out.paint(status.style, status.text)}`,
  );
  const cost = spentWords(run);
  printFacts(out, [
    ['id', run.id],
    ['playbook', `${run.playbook}, version ${run.number}`],
    ['asked for', localTime(run.requestedAt)],
    ['part of', run.parent],
    ['input', json(run.input, out)],
    ['deadline', run.deadlineAt && !isRunOver(run) ? localTime(run.deadlineAt) : null],
    ['ended', run.endedAt ? localTime(run.endedAt) : null],
    ['cost', cost === '-' ? null : cost],
    ['problem', run.problem],
    ['result', run.output === null ? null : json(run.output, out)],
  ]);
  out.line();
  const columns = [{ head: 'WHEN' }, { head: 'STEP' }, { head: 'HOW' }, { head: 'WHAT', flexible: true }];
  for (const line of table(
    columns,
    storyOf(run).map((one) => (one.kind === 'note' ? note(one) : step(one, out))),
    out,
  ))
    out.line(line);
  if (run.children.length > 0) out.line();
  if (run.children.length > 0) for (const line of runRows(run.children, out)) out.line(line);
  hints(run, out);
  return 0;
}

const note = ({ at, text, actor }: NoteStory): Cell[] => {
  const by = actor.kind === 'person' ? ' by a person' : '';
  return [[{ text: localTime(at), style: 'dim' }], '', '', `${text}${by}`];
};

const styles: Partial<Record<StepStory['state'], Style>> = {
  asks: 'yellow',
  failed: 'red',
  'not-undone': 'red',
  skipped: 'dim',
  left: 'dim',
};

function step(one: StepStory, out: Output): Cell[] {
  const words = [
    one.problem ?? '',
    one.gate && one.gate.state === 'open' ? one.gate.summary : '',
    one.gate && one.gate.state !== 'open'
      ? `${one.gate.state}${deciderWords(one.decider?.by, one.decider?.address)}${one.reason ? ` (${one.reason})` : ''}`
      : '',
    one.gate && one.gate.state === 'open' && one.asked.length > 0 ? `asked by mail: ${one.asked.join(', ')}` : '',
    one.state === 'waits' && one.wait?.signal ? `for "${one.wait.signal}"` : '',
    one.state === 'waits' && one.wait?.until ? `until ${localTime(one.wait.until)}` : '',
    one.state === 'again' && one.againAt ? `at ${localTime(one.againAt)}` : '',
    one.attempts > 1 ? `attempt ${one.attempts}` : '',
    one.children.length > 0 ? `${one.children.length} run(s)` : '',
    one.result === undefined || one.result === null ? '' : json(one.result, out),
  ];
  return [
    [{ text: localTime(one.startedAt), style: 'dim' }],
    stepWords(one.step),
    [{ text: stepStateWords[one.state], style: styles[one.state] }],
    words.filter(Boolean).join(' · '),
  ];
}

/** Cut where a person looks on, whole in a pipe. */
const json = (value: unknown, out: Output): string => {
  const text = JSON.stringify(value);
  return out.terminal ? cut(text, 160) : text;
};

function hints(run: RunView, out: Output): void {
  for (const gate of run.gates.filter(({ state }) => state === 'open' && run.status === 'open'))
    out.note(`Decide: vito approve ${run.id}/${gate.step}, or reject, or edit`);
  const waiting = storyOf(run).find((one) => one.kind === 'step' && one.state === 'waits' && one.wait?.signal);
  if (waiting?.kind === 'step' && waiting.wait?.signal)
    out.note(`Tell it: vito signal ${run.id} ${waiting.wait.signal} --payload JSON`);
}
