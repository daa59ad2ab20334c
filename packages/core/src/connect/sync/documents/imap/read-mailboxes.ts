// The messages of the chosen mailboxes that came in since they were last read.
import type { ImapConfig } from '@vito/contracts/own-sources';
import type { ImapFlow } from 'imapflow';
import { SourceProblem } from '../../source-problem.js';
import type { Asked, Brought, WantedDocuments } from '../own-source.js';
import { type Fetching, fetchAlone, fetchMessages } from './fetch-messages.js';
import { problemOf } from './imap-problem.js';
import { createMailSession, type MailSession } from './mail-session.js';
import { createMarks } from './mailbox-marks.js';

const together = 50; // messages that are asked for at once, each with its small part

export async function* readMailboxes(
  open: () => Promise<ImapFlow>,
  config: ImapConfig,
  asked: Asked,
  wanted: WantedDocuments,
): AsyncGenerator<Brought> {
  const session = createMailSession(open, config);
  const marks = createMarks(wanted.bookmark, config);
  const missing: string[] = [];
  try {
    for (const { name } of wanted.streams) {
      if (asked.signal.aborted) return;
      const selected = await session.select(name);
      if (!selected) {
        missing.push(name);
        continue;
      }
      const validity = String(selected.box.uidValidity);
      if (marks.isRenumbered(name, validity))
        asked.log.add(`${name}: the server has numbered its messages anew: it is read from the beginning`);
      yield* readMailbox({ session, config, asked, mailbox: name, validity }, marks, wanted);
    }
  } finally {
    session.close();
  }
  // The others were read all the same.
  if (missing.length > 0)
    throw new SourceProblem('reported', `the server does not open ${missing.join(', ')}: choose the streams anew`);
}

async function* readMailbox(
  fetching: Fetching,
  marks: ReturnType<typeof createMarks>,
  { memory }: WantedDocuments,
): AsyncGenerator<Brought> {
  const { mailbox, validity, asked } = fetching;
  const last = marks.lastOf(mailbox, validity);
  if (last > 0)
    for (const { uid, validity: of } of await memory.unfetched(mailbox))
      if (typeof uid === 'number' && of === validity) yield* fetchAlone(fetching, uid);
  const { uids, next } = await newSince(fetching, fetching.session, last);
  for (let at = 0; at < uids.length; at += together) {
    if (asked.signal.aborted) return;
    const some = uids.slice(at, at + together);
    yield* fetchMessages(fetching, some);
    marks.set(mailbox, validity, some.at(-1) as number);
    yield { kind: 'bookmark', bookmark: marks.bookmark() };
  }
  marks.set(mailbox, validity, Math.max(last, uids.at(-1) ?? 0, next - 1));
  yield { kind: 'bookmark', bookmark: marks.bookmark() };
  if (last === 0) yield { kind: 'complete', stream: mailbox };
}

/** `next`: below it nothing else will ever come. */
async function newSince(
  { config, mailbox, validity, asked }: Fetching,
  session: MailSession,
  last: number,
): Promise<{ uids: number[]; next: number }> {
  try {
    const client = await session.again(mailbox, validity);
    const box = client.mailbox || null;
    const next = box?.uidNext ?? 0;
    if (box?.exists === 0) return { uids: [], next };
    const since = config.since === undefined ? {} : { since: new Date(`${config.since}T00:00:00Z`) };
    const found = await client.search({ uid: `${last + 1}:*`, ...since }, { uid: true });
    if (!Array.isArray(found)) throw new SourceProblem('reported', `the server does not search ${mailbox}`);
    // `*` is the last message, also where that one is known already.
    return { uids: found.filter((uid) => uid > last).sort((a, b) => a - b), next };
  } catch (error) {
    if (asked.signal.aborted) return { uids: [], next: 0 };
    throw problemOf(error, config);
  }
}
