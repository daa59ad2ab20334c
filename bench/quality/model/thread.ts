// A generated mail thread: posted to a server, looked at until the model has, and found by the rules alone to compare.
import type { Client } from '@vito/contracts/client';
import type { CommitmentView, ExtractedCommitment } from '@vito/contracts/commitment';
import type { Reading } from '@vito/contracts/reading';
import { wait } from '@vito/runtime/wait';
import { extract } from '@vito/understanding/extract';
import { read } from '@vito/understanding/read';
import { mailOf } from '../../../packages/core/tests/setup/mails.js';

/** Mails that answer each other, oldest first. */
export type Thread = string[];
export type Line = CommitmentView;

const patience = 180_000; // ms
const every = 200; // ms between looks: looking takes of the server's time too
const people = ['Ada Quill <ada@quill.example>', 'Bo Reed <bo@reed.example>'] as const;
const things = ['drawings', 'samples', 'invoice', 'contract', 'spares', 'report', 'quotation', 'schedule'];

export function threadOf(name: string, size: number): Thread {
  const ids = Array.from({ length: size }, (_, i) => `${name}-${i}@bench.example`);
  return ids.map((id, i) => {
    const [from, to] = i % 2 === 0 ? people : [people[1], people[0]];
    const thing = `${things[i % things.length]} for lot ${i + 1}`;
    const date = new Date(Date.UTC(2026, 2, 2, 8, i * 20)).toUTCString().replace('GMT', '+0000');
    return mailOf({
      id,
      from,
      to,
      date,
      subject: `Lots of ${name}`,
      text: `Hello,\n\nthank you for your message. I will send you the ${thing} by Friday.\n\nHow was the fair?\n`,
      ...(i > 0 ? { inReplyTo: ids[i - 1] as string, references: ids.slice(0, i) } : {}),
    });
  });
}

export async function postThread(client: Client, thread: Thread): Promise<{ ids: string[]; ms: number }> {
  const from = Date.now();
  const ids: string[] = [];
  for (const [i, mail] of thread.entries()) {
    const { document } = await client.upload({ name: `mail-${i}.eml`, bytes: Buffer.from(mail) });
    ids.push(document.id);
  }
  return { ids, ms: Date.now() - from };
}

/** Waits until every commitment of every document shows `checked`. Milliseconds are from `from`. */
export async function untilLooked(client: Client, posted: { ids: string[] }, from: number, checked: Line['checked']) {
  const looked = new Map<string, Line[]>();
  const timesMs: number[] = [];
  let rulesMs = Number.POSITIVE_INFINITY;
  for (const end = from + patience; looked.size < posted.ids.length && Date.now() < end; await wait(every)) {
    const lines = await linesOf(client);
    if (rulesMs === Number.POSITIVE_INFINITY && posted.ids.every((id) => lines.has(id))) rulesMs = Date.now() - from;
    for (const id of posted.ids) {
      const own = lines.get(id) ?? [];
      if (looked.has(id) || own.length === 0 || own.some((line) => line.checked !== checked)) continue;
      looked.set(id, own);
      timesMs.push(Date.now() - from);
    }
  }
  return { looked, timesMs, rulesMs };
}

async function linesOf(client: Client): Promise<Map<string, Line[]>> {
  const all = new Map<string, Line[]>();
  let cursor: string | undefined;
  do {
    const page = await client.call('listCommitments', { query: { limit: 200, cursor } });
    for (const line of page.items) {
      const document = line.documentId ?? '';
      all.set(document, [...(all.get(document) ?? []), line]);
    }
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}

/** What the rules find in each mail after those before it, in this process. */
export async function rulesAlone(thread: Thread): Promise<ExtractedCommitment[][]> {
  const earlier: Reading[] = [];
  const out: ExtractedCommitment[][] = [];
  for (const [i, mail] of thread.entries()) {
    const { reading } = await read(Buffer.from(mail), `mail-${i}.eml`);
    out.push(extract(reading, { earlier: [...earlier], zone: 'UTC' }));
    earlier.push(reading);
  }
  return out;
}

/** The same findings, to the last figure. */
export function sameAs(shown: readonly Line[], found: readonly ExtractedCommitment[]): boolean {
  const key = (one: Line | ExtractedCommitment) =>
    JSON.stringify([one.start, one.end, one.quote, one.action, one.due, one.status, one.confidence, one.rule]);
  return JSON.stringify(shown.map(key).sort()) === JSON.stringify(found.map(key).sort());
}
