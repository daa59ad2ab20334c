// `vito extract PATH…`: the commitments in files and folders. Offline.
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import { type Call, command, WrongUse } from '../command.js';
import { commitmentRows } from '../commitment-rows.js';
import { findFiles } from '../folder.js';
import { extractFrom } from '../offline-extraction.js';
import { createReader } from '../offline-reading.js';
import { zoneName } from '../option-values.js';
import type { Output } from '../output.js';
import { parseMe, partyName } from '../party.js';
import { type Me, sideOf } from '../side.js';

const options = {
  attachments: { type: 'boolean', about: 'look into the attachments of mails too' },
  zone: { type: 'string', value: 'ZONE', about: 'the time zone where a text says none (default: UTC)' },
  me: {
    type: 'string',
    value: '"NAME <ADDRESS>"',
    about: 'who you are: says of each commitment which side you are on',
  },
} as const;

export const extract = command({
  usage: 'PATH… [OPTIONS]',
  about:
    'Finds commitments in files, with no server. A folder stands for every file of a known kind in it; others are named and left out. Mails of one folder are read as threads: each message sees the earlier ones. People of a chat export come from the users.json beside it. Files ending in .jsonl are never opened.',
  options,
  examples: [
    'vito extract letters/',
    'vito extract letters/ --json > found.jsonl',
    'vito extract contract.pdf --zone Europe/Berlin --me "Dana Whitlock <dana@harrow.example>"',
  ],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length === 0) throw new WrongUse('Say which files or folders: vito extract PATH…');
  const zone = values.zone === undefined ? 'UTC' : zoneName('--zone', values.zone);
  const me = values.me === undefined ? null : parseMe(values.me);
  const { files, skipped, problems } = findFiles(args);
  for (const name of skipped) out.note(`skipped ${name}: not of a kind that ViTo reads`);
  for (const { name, message } of problems) out.note(`${name}: ${message}`);
  let failures = problems.length;
  let all = 0;
  let read = 0;
  for await (const found of extractFrom(files, createReader(out, env), {
    zone,
    attachments: values.attachments === true,
  })) {
    if ('problem' in found) {
      failures += 1;
      out.note(`${found.name}: ${found.problem}`);
    } else if ('skipped' in found) out.note(`skipped ${found.name}: not of a kind that ViTo reads`);
    else {
      read += 1;
      all += found.commitments.length;
      if (out.jsonOnly) out.json({ file: found.name, commitments: found.commitments.map((item) => asJson(item, me)) });
      else if (found.commitments.length > 0) {
        print(found.name, found.commitments, me, out, all === found.commitments.length);
      }
    }
  }
  if (out.terminal) out.line(`${all} commitments in ${read} documents.`);
  return failures > 0 ? 1 : 0;
}

function asJson(item: ExtractedCommitment, me: Me | null) {
  return {
    quote: item.quote,
    debtor: partyName(item.debtor),
    creditor: partyName(item.creditor),
    action: item.action,
    due: item.due,
    status: item.status,
    condition: item.condition,
    confidence: item.confidence,
    start: item.start,
    end: item.end,
    page: item.page,
    ...(me === null ? {} : { side: sideOf(me, item) }),
  };
}

/** On a terminal the heads stand once, above the first file. */
function print(file: string, items: readonly ExtractedCommitment[], me: Me | null, out: Output, first: boolean): void {
  const shown = me === null ? items : items.map((item) => ({ ...item, side: sideOf(me, item) }));
  const [heads = '', ...rows] = commitmentRows(shown, out, new Date());
  if (first && out.terminal) out.line(heads);
  out.line(out.paint('bold', file));
  if (!out.terminal) out.line(heads);
  for (const line of rows) out.line(line);
  if (!out.terminal) out.line();
}
