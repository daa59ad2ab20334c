// `vito add PATH…`: puts in files, folders or a mailbox, waits until they are read, and shows what was found.
import type { CommitmentView } from '@vito/contracts/commitment';
import type { DocumentSummary } from '@vito/contracts/document';
import { isBigMailbox } from '../big-mailbox.js';
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { commitmentRows } from '../commitment-rows.js';
import { findFiles } from '../folder.js';
import type { Output } from '../output.js';
import { findServer } from '../server.js';
import { type Uploaded, upload } from '../upload.js';
import { uploadMailbox } from '../upload-mailbox.js';
import { untilRead, type Watched } from '../watch.js';

const options = {
  'no-wait': { type: 'boolean', about: 'do not wait until the files are read' },
  ...serverOptions,
} as const;

export const add = command({
  usage: 'PATH… [OPTIONS]',
  about:
    'Puts files into the running server: mails (.eml, .msg), mailboxes (.mbox), chats of Slack, Teams and WhatsApp as they are exported, meeting transcripts (.vtt, .srt), text, Markdown, HTML, PDF, pictures, Word and OpenDocument texts, rich text, spreadsheets, slides, calendars, and archives (.zip) of such files. A folder stands for every such file in it; others are named and left out. The same bytes twice are one document. A mailbox may have any size: above 50 MB its mails are put in one by one, and read in the background.',
  options,
  examples: ['vito add contract.pdf', 'vito add ~/Mail/2026 inbox.mbox', 'vito add letters/ --json --no-wait'],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length === 0) throw new WrongUse('Say which files or folders: vito add PATH…');
  const { client } = findServer({ url: values.url, env });
  const { files: documents, skipped, people, problems } = findFiles(args);
  const files = [...people, ...documents]; // who is who first, so that the chats are read once
  const left = skipped.filter((name) => !people.some((list) => list.name === name));
  for (const name of left) out.note(`skipped ${name}: not of a kind that ViTo reads`);
  for (const { name, message } of problems) failed(out, name, message);
  const { seq } = await client.call('getStatus');

  const uploads: Uploaded[] = [];
  let lost = 0;
  for (const [i, file] of files.entries()) {
    out.progress(`putting in ${i + 1} of ${files.length} · ${file.name}`);
    if (await isBigMailbox(file)) {
      lost += (await uploadMailbox(client, file, out)).failed;
      continue;
    }
    const result = await upload(client, file);
    uploads.push(result);
    sayUpload(out, result, values['no-wait'] === true);
  }
  const taken = uploads.filter((result) => 'document' in result);
  let unreadable = 0;
  if (!values['no-wait'] && taken.length > 0) {
    const roots = [...new Map(taken.map(({ document }) => [document.id, document])).values()];
    const watched = await untilRead(client, roots, { after: seq, onProgress: out.progress });
    unreadable = report(out, taken, watched);
  }
  return problems.length + lost + (uploads.length - taken.length) + unreadable > 0 ? 1 : 0;
}

type Taken = Extract<Uploaded, { document: DocumentSummary }>;

function failed(out: Output, name: string, message: string): void {
  out.note(`failed ${name}: ${message}`);
  if (out.jsonOnly) out.json({ file: name, document: null, duplicate: false, error: message, commitments: [] });
}

function sayUpload(out: Output, result: Uploaded, last: boolean): void {
  if ('problem' in result) {
    failed(out, result.file.name, result.problem);
    return;
  }
  const { file, document, duplicate } = result;
  const same = document.name === file.name.split(/[/\\]/).at(-1) ? '' : ` (as ${document.name})`;
  out.line(duplicate ? `already there  ${file.name}${same}` : `added          ${file.name}`);
  if (last && out.jsonOnly) out.json({ file: file.name, document, duplicate, error: null, commitments: null });
}

/** Says what became of each document; answers how many could not be read. */
function report(out: Output, taken: readonly Taken[], watched: Watched): number {
  const rows = withEnclosed(taken, watched);
  const found: CommitmentView[] = [];
  let unreadable = 0;
  for (const { name, document, duplicate } of rows) {
    const commitments = watched.commitments.get(document.id) ?? [];
    const error = document.problem?.message ?? null;
    // What came in with a mail and is of another kind is no failure of the mail.
    const leftOut = document.parentId !== null && document.problem?.reason === 'unsupported';
    if (leftOut) out.note(`skipped ${name}: not of a kind that ViTo reads`);
    else if (error !== null) {
      unreadable += 1;
      out.note(`unreadable ${name}: ${error}`);
    }
    found.push(...commitments);
    if (out.jsonOnly) out.json({ file: name, document, duplicate, error, commitments });
  }
  const read = rows.filter(({ document }) => document.state === 'read').length;
  out.line();
  out.line(`${count(read, 'document')} read, ${count(found.length, 'commitment')} found.`);
  if (found.length > 0) {
    out.line();
    for (const line of commitmentRows(found, out, new Date())) out.line(line);
  }
  if (!watched.finished) out.note('The server is still at work; nothing moved for a while. See: vito status');
  return unreadable;
}

/** Each file, followed by what came in with it. */
function withEnclosed(taken: readonly Taken[], { documents }: Watched) {
  const seen = new Set<string>();
  const rows: { name: string; document: DocumentSummary; duplicate: boolean }[] = [];
  const put = (name: string, id: string, duplicate: boolean) => {
    const document = documents.get(id);
    if (!document || seen.has(id)) return;
    seen.add(id);
    rows.push({ name, document, duplicate });
    for (const child of documents.values()) if (child.parentId === id) put(`${name}/${child.name}`, child.id, false);
  };
  for (const { file, document, duplicate } of taken) put(file.name, document.id, duplicate);
  return rows;
}

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`;
