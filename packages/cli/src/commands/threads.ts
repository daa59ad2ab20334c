// `vito threads PATH…`: what became of each commitment once all messages of its thread were read. Offline.
import type { CommitmentLife, LifeChange } from '@vito/understanding/life';
import { type Call, command, WrongUse } from '../command.js';
import { commitmentRows } from '../commitment-rows.js';
import { findFiles } from '../folder.js';
import { followed } from '../offline-lives.js';
import { createReader } from '../offline-reading.js';
import { zoneName } from '../option-values.js';
import type { Output } from '../output.js';
import { partyName } from '../party.js';

const options = {
  attachments: { type: 'boolean', about: 'look into the attachments of mails too' },
  zone: { type: 'string', value: 'ZONE', about: 'the time zone where a text says none (default: UTC)' },
} as const;

export const threads = command({
  usage: 'PATH… [OPTIONS]',
  about:
    'Follows the commitments of a folder through their threads, with no server: each is told once, with how it stands after the last message, and the sentences that moved, accepted, handed over, called off or fulfilled it.',
  options,
  examples: ['vito threads letters/', 'vito threads letters/ --json > threads.jsonl'],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length === 0) throw new WrongUse('Say which files or folders: vito threads PATH…');
  const zone = values.zone === undefined ? 'UTC' : zoneName('--zone', values.zone);
  const { files, skipped, problems } = findFiles(args);
  for (const name of skipped) out.note(`skipped ${name}: not of a kind that ViTo reads`);
  for (const { name, message } of problems) out.note(`${name}: ${message}`);
  let failures = problems.length;
  let commitments = 0;
  let threadCount = 0;
  for await (const thread of followed(files, createReader(out, env), {
    zone,
    attachments: values.attachments === true,
  })) {
    if ('problem' in thread) {
      failures += 1;
      out.note(`${thread.name}: ${thread.problem}`);
    } else if ('skipped' in thread) out.note(`skipped ${thread.name}: not of a kind that ViTo reads`);
    else {
      threadCount += 1;
      commitments += thread.lives.length;
      for (const life of thread.lives) {
        if (out.jsonOnly) out.json(asJson(thread.documents, life));
        else print(thread.documents, life, out);
      }
    }
  }
  if (out.terminal) out.line(`${commitments} commitments in ${threadCount} threads and single documents.`);
  return failures > 0 ? 1 : 0;
}

function asJson(documents: readonly string[], life: CommitmentLife) {
  const nameOf = (document: number) => documents[document] ?? '';
  return {
    file: nameOf(life.first.document),
    quote: life.first.item.quote,
    finalStatus: life.status,
    finalDue: life.due,
    finalDebtor: partyName(life.debtor),
    restatements: life.restatements.map(({ document, item }) => ({ file: nameOf(document), quote: item.quote })),
    changes: life.changes.map(({ document, quote, status, due, debtor, rule }) => ({
      file: nameOf(document),
      quote,
      status,
      due,
      debtor: partyName(debtor),
      rule,
    })),
  };
}

/** The commitment as it stands now, then what brought it there. */
function print(documents: readonly string[], life: CommitmentLife, out: Output): void {
  const { item } = life.first;
  const now = { ...item, status: life.status, due: life.due, debtor: life.debtor };
  const rows = commitmentRows([now], out, new Date()).slice(1);
  out.line(out.paint('bold', documents[life.first.document] ?? ''));
  for (const line of rows) out.line(line.trimEnd());
  for (const change of life.changes) out.line(changeLine(documents, change, out));
  out.line();
}

function changeLine(documents: readonly string[], change: LifeChange, out: Output): string {
  const due = change.due === null ? '' : `, due ${change.due}`;
  const why = out.paint('dim', `“${change.quote.trim()}” (${documents[change.document] ?? ''}, ${change.rule})`);
  return `  → ${change.status}${due}: ${why}`;
}
