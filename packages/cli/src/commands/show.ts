// `vito show ID`: a document, a commitment, an event or a run, whole, with its history.
import type { Client } from '@vito/contracts/client';
import type { CommitmentView } from '@vito/contracts/commitment';
import type { DocumentView } from '@vito/contracts/document';
import { CommitmentId, DocumentId, EventId, RunId } from '@vito/contracts/ids';
import { checkedWords } from '@vito/contracts/model';
import { type Call, command, serverOptions, Unable, WrongUse } from '../command.js';
import { commitmentRows } from '../commitment-rows.js';
import { printFacts } from '../facts.js';
import type { Output } from '../output.js';
import { partyName } from '../party.js';
import { showRun } from '../run-show.js';
import { findServer } from '../server.js';
import { type Cell, table, wrap } from '../table.js';
import { findEntry } from '../timeline-pages.js';
import { localTime, timelineRows } from '../timeline-rows.js';

const options = {
  reveal: { type: 'boolean', about: 'with an event: show the personal data it points to; this is itself recorded' },
  ...serverOptions,
} as const;

export const show = command({
  usage: 'ID [OPTIONS]',
  about:
    'Shows one document (doc_…) with its text and commitments, one commitment (cmt_…) with its thread and history, one event (evt_…), or one run (run_…) with its steps.',
  options,
  examples: [
    'vito show cmt_01kb3v0m2q8w4e6r7t9y1c5xzn',
    'vito show doc_01kb3v0m2q8w4e6r7t9y1c5xzn --json',
    'vito show evt_01kb3v0m2q8w4e6r7t9y1c5xzn --reveal',
  ],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  const [id, ...more] = args;
  if (id === undefined || more.length > 0) throw new WrongUse('Say which one to show: vito show ID');
  const kind = kindOf(id);
  if (values.reveal && kind !== 'event') throw new WrongUse('--reveal is for events (evt_…).');
  const { client } = findServer({ url: values.url, env });
  if (kind === 'run') return showRun({ client, out }, id);
  if (kind === 'event') return showEvent(client, id, values.reveal === true, out);
  return kind === 'commitment' ? showCommitment(client, id, out) : showDocument(client, id, out);
}

function kindOf(id: string): 'event' | 'commitment' | 'document' | 'run' {
  if (EventId.safeParse(id).success) return 'event';
  if (RunId.safeParse(id).success) return 'run';
  if (CommitmentId.safeParse(id).success) return 'commitment';
  if (DocumentId.safeParse(id).success) return 'document';
  throw new WrongUse(
    `${id} is no id of a document (doc_…), a commitment (cmt_…), an event (evt_…) or a run (run_…). Lists show them: vito commitments`,
  );
}

/** The timeline's entry of an event; with `reveal`, the event as it is stored and what the vault holds of it. */
async function showEvent(client: Client, id: string, reveal: boolean, out: Output): Promise<number> {
  const answer = reveal ? await client.call('revealEvent', { params: { id } }) : await findEntry(client, id);
  if (answer === null) throw new Unable(`The timeline has no event ${id}. With --reveal any event can be shown.`);
  if (out.jsonOnly) out.json(answer);
  else if ('seq' in answer) for (const line of timelineRows([answer], out)) out.line(line);
  else out.line(JSON.stringify(answer, null, 2));
  return 0;
}

async function showCommitment(client: Client, id: string, out: Output): Promise<number> {
  const answer = await client.call('getCommitment', { params: { id } });
  if (out.jsonOnly) {
    out.json(answer);
    return 0;
  }
  const { commitment, history } = answer;
  for (const line of commitmentRows([commitment], out, new Date())) out.line(line);
  printFacts(out, [
    ['document', `${commitment.documentName}  ${commitment.documentId}`],
    ['said', commitment.saidAt],
    ['side', commitment.side],
    ['confidence', `${Math.round(commitment.confidence * 100)} % (${commitment.rule})`],
    ['checked', checkedWords(commitment)],
    ['hidden', commitment.hidden],
    ['tells again', commitment.restates],
    ['undo takes back', commitment.undoable],
  ]);
  printThread(commitment, out);
  out.line();
  const rows = history.map((item): Cell[] => [
    [{ text: localTime(item.at), style: 'dim' }],
    item.type.replace(/[.-]/g, ' '),
    `${item.actor.name ?? item.actor.id}${item.note === null ? '' : ` · “${item.note}”`}`,
    [{ text: item.eventId, style: 'dim' }],
  ]);
  const columns = [{ head: 'WHEN' }, { head: 'WHAT' }, { head: 'WHO', flexible: true }, { head: 'EVENT' }];
  for (const line of table(columns, rows, out)) out.line(line);
  return 0;
}

/** Where it is told again, and what messages made of it. */
function printThread({ id, sources, changes }: CommitmentView, out: Output): void {
  const where = ({ documentName, page }: { documentName: string; page: number | null }) =>
    page === null ? documentName : `${documentName}, page ${page}`;
  const again = sources
    .filter((source) => source.commitmentId !== id && !changes.some((change) => isSamePlace(change, source)))
    .map((source): Cell[] => ['told again', `“${source.quote}”`, where(source), [{ text: '' }]]);
  const said = changes.map((change): Cell[] => [
    changeWords(change),
    `“${change.quote}”`,
    where(change),
    [{ text: `${change.standing}, ${change.rule}`, style: 'dim' }],
  ]);
  if (again.length + said.length === 0) return;
  out.line();
  const columns = [{ head: 'IN THE THREAD' }, { head: 'WORDS', flexible: true }, { head: 'WHERE' }, { head: 'WHY' }];
  for (const line of table(columns, [...again, ...said], out)) out.line(line);
}

const isSamePlace = (a: { documentId: string; start: number }, b: { documentId: string; start: number }): boolean =>
  a.documentId === b.documentId && a.start === b.start;

function changeWords({ status, due, debtor }: CommitmentView['changes'][number]): string {
  const parts = [
    status ?? 'date known',
    debtor ? `to ${partyName(debtor)}` : '',
    due === undefined ? '' : `due ${due ?? 'no date'}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

async function showDocument(client: Client, id: string, out: Output): Promise<number> {
  const document = await client.call('getDocument', { params: { id } });
  const commitments = await commitmentsOf(client, id);
  if (out.jsonOnly) {
    out.json({ document, commitments });
    return 0;
  }
  out.line(out.paint('bold', document.title ?? document.name));
  printFacts(out, [
    ['file', `${document.name} (${document.kind ?? document.mediaType}, ${document.size} bytes)`],
    ['state', document.problem === null ? document.state : `${document.state}: ${document.problem.message}`],
    ['came in', localTime(document.receivedAt)],
    ['date', document.meta?.date ?? null],
    ['pages', document.pages > 0 ? pagesWords(document) : null],
    ['part of', document.parentId],
    ...document.attachments.map(({ name, id: attached }) => ['attachment', `${name}  ${attached}`] as const),
  ]);
  if (commitments.length > 0) out.line();
  for (const line of commitments.length > 0 ? commitmentRows(commitments, out, new Date()) : []) out.line(line);
  out.line();
  for (const line of document.text.trimEnd().split('\n')) {
    for (const part of out.terminal ? wrap(line, out.width) : [line]) out.line(part);
  }
  return 0;
}

async function commitmentsOf(client: Client, document: string): Promise<CommitmentView[]> {
  const all: CommitmentView[] = [];
  let cursor: string | undefined;
  do {
    const page = await client.call('listCommitments', { query: { document, limit: 200, cursor } });
    all.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return all.sort((a, b) => a.start - b.start);
}

function pagesWords(document: DocumentView): string {
  const ocr = document.outline.filter((page) => page.ocr).length;
  return ocr === 0 ? String(document.pages) : `${document.pages} (${ocr} read by OCR)`;
}
