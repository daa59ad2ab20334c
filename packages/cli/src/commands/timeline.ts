// `vito timeline`: the log, oldest first; with --follow, what happens next as it happens.
import type { Client } from '@vito/contracts/client';
import { TimelineEntry } from '@vito/contracts/timeline';
import { z } from 'zod';
import { type Call, command, serverOptions, Unable, WrongUse } from '../command.js';
import { followEvents } from '../event-stream.js';
import { positive, seqValue } from '../option-values.js';
import type { Output } from '../output.js';
import { findServer, worthRetrying } from '../server.js';
import { lastEntries, pagesAfter } from '../timeline-pages.js';
import { timelineRows } from '../timeline-rows.js';

const options = {
  after: { type: 'string', value: 'SEQ', about: 'everything after this place in the log (0: from the beginning)' },
  limit: { type: 'string', value: 'N', about: 'without --after: the last N (default 50)' },
  follow: { type: 'boolean', about: 'go on with what happens next; Ctrl-C ends it' },
  ...serverOptions,
} as const;

export const timeline = command({
  usage: '[OPTIONS]',
  about: 'Prints what happened, oldest first, each with its place in the log (seq).',
  options,
  examples: ['vito timeline', 'vito timeline --follow', 'vito timeline --after 0 --json > log.jsonl'],
  run,
});

const Entries = z.object({ entries: z.array(TimelineEntry), seq: z.number().int() });
const Reset = z.object({ seq: z.number().int(), reason: z.string().optional() });

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length > 0) throw new WrongUse(`vito timeline takes no ${args[0]}; use --after ${args[0]}?`);
  const after = values.after === undefined ? null : seqValue('--after', values.after);
  const limit = values.limit === undefined ? 50 : positive('--limit', values.limit);
  const { client } = findServer({ url: values.url, env });
  const ended = values.follow ? askedToEnd() : null;
  let reached = after ?? 0;
  const parts = after === null ? [await lastEntries(client, limit)] : pagesAfter(client, after);
  for await (const part of parts) {
    print(part.entries, out);
    reached = part.reached;
    if (ended?.aborted) return 0;
  }
  if (ended !== null) await follow(client, reached, out, ended);
  return 0;
}

/** Ctrl-C is how following ends: nothing has failed. */
function askedToEnd(): AbortSignal {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
  return ending.signal;
}

async function follow(client: Client, from: number, out: Output, ended: AbortSignal): Promise<void> {
  const events = followEvents({
    lastId: String(from),
    signal: ended,
    open: (lastId, signal) =>
      client.raw('GET', '/v1/timeline/stream', {
        headers: { accept: 'text/event-stream', ...(lastId === null ? {} : { 'last-event-id': lastId }) },
        signal,
      }),
    mayPass: worthRetrying,
    onPause: () => out.note('The server does not answer any more. Going on as soon as it does; Ctrl-C ends this.'),
  });
  for await (const { event, data } of events) {
    if (event === 'entries') print(Entries.parse(parsed(data)).entries, out);
    if (event === 'reset') {
      const { seq, reason } = Reset.parse(parsed(data));
      out.note(`The server cannot go on from here${reason ? ` (${reason})` : ''}; going on from ${seq}.`);
    }
  }
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    throw new Unable('The server sent something that is no JSON. Are both of the same version? Start again: npm start');
  }
}

function print(entries: readonly TimelineEntry[], out: Output): void {
  if (out.jsonOnly) for (const entry of entries) out.json(entry);
  else if (entries.length > 0) for (const line of timelineRows(entries, out)) out.line(line);
}
