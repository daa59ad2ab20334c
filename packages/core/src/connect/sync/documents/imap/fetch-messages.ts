// Messages of a mailbox, some at a time: small ones in one answer, the others and those that make trouble one by one.
import { largestDocument } from '@vito/contracts/document';
import type { ImapConfig } from '@vito/contracts/own-sources';
import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { SourceProblem } from '../../source-problem.js';
import { type Asked, type Brought, Unfetched } from '../own-source.js';
import { isRefusal, problemOf, saidBy } from './imap-problem.js';
import type { MailSession } from './mail-session.js';
import { accountOf } from './mailbox-marks.js';

export interface Fetching {
  session: MailSession;
  config: ImapConfig;
  asked: Asked;
  mailbox: string;
  validity: string;
}

const small = 256 * 1024; // bytes of a message that come with all others
const piece = 1024 * 1024; // bytes of a larger one at once

export async function* fetchMessages(fetching: Fetching, uids: number[]): AsyncGenerator<Brought> {
  const { session, mailbox, validity, asked } = fetching;
  const left = new Set(uids);
  const wanted = { uid: true, size: true, internalDate: true, envelope: true, source: { maxLength: small } };
  try {
    const client = await session.again(mailbox, validity);
    for await (const message of client.fetch(uids.join(','), wanted, { uid: true })) {
      const { uid, source } = message;
      if (asked.signal.aborted) return;
      if (!source || source.length === 0 || source.length >= small || !left.delete(uid)) continue;
      yield brought(
        fetching,
        message,
        async function* () {
          yield source;
        },
        false,
      );
    }
  } catch (error) {
    if (error instanceof SourceProblem || asked.signal.aborted) throw error;
    asked.log.add(
      `${mailbox}: some messages make trouble, and are fetched one by one: ${problemOf(error, fetching.config).message}`,
    );
  }
  for (const uid of left) yield* fetchAlone(fetching, uid);
}

/** Whatever one message does, the others still come: it is held back at worst. */
export async function* fetchAlone(fetching: Fetching, uid: number): AsyncGenerator<Brought> {
  const { session, mailbox, validity, asked, config } = fetching;
  const place = { stream: mailbox, key: keyOf(fetching, uid) };
  let message: FetchMessageObject | false | null = null;
  let problem = '';
  for (let attempt = 1; message === null && attempt <= 2; attempt++) {
    if (asked.signal.aborted) return;
    const client = await session.again(mailbox, validity);
    message = await client
      // What the server makes of its headers may be the very trouble: the second try does without.
      .fetchOne(String(uid), { uid: true, size: true, internalDate: true, envelope: attempt === 1 }, { uid: true })
      .catch((error) => {
        problem = isRefusal(error) ? saidBy(error, config) : problemOf(error, config).message;
        return null;
      });
  }
  if (message === false) return yield { kind: 'gone', ...place }; // it was deleted meanwhile
  if (message === null) return yield { kind: 'held', ...place, reason: 'unfetched', data: { uid, validity, problem } };
  if ((message.size ?? 0) > largestDocument)
    return yield { kind: 'held', ...place, reason: 'too-large', data: { uid, validity, size: message.size } };
  yield brought(
    fetching,
    message,
    async function* () {
      yield* download(fetching, await session.again(mailbox, validity), uid);
    },
    true,
  );
}

async function* download({ config }: Fetching, client: ImapFlow, uid: number): AsyncGenerator<Buffer> {
  try {
    const options = { uid: true, chunkSize: piece, maxBytes: largestDocument + 1 };
    const { content } = await client.download(String(uid), undefined, options);
    if (!content) throw new Unfetched('the server does not give it out');
    for await (const chunk of content) yield chunk as Buffer;
  } catch (error) {
    if (error instanceof Unfetched) throw error;
    throw new Unfetched(isRefusal(error) ? saidBy(error, config) : problemOf(error, config).message);
  }
}

function brought(
  fetching: Fetching,
  message: FetchMessageObject,
  bytes: () => AsyncIterable<Uint8Array>,
  isAlone: boolean,
): Brought {
  const { uid, envelope, size } = message;
  const { mailbox, validity, config } = fetching;
  const at = message.internalDate instanceof Date ? message.internalDate.getTime() : String(message.internalDate);
  return {
    kind: 'document',
    stream: mailbox,
    key: keyOf(fetching, uid),
    file: { name: mailName(envelope?.subject), mediaType: 'message/rfc822', bytes, isAlone },
    // Some servers write a message anew each time: it is one document all the same.
    onceKey: message.internalDate ? JSON.stringify(['imap', accountOf(config), mailbox, validity, uid, at]) : null,
    about: { uid, validity, size: size ?? null },
    isRecord: false,
  };
}

const keyOf = ({ validity }: Fetching, uid: number): string => `${validity} ${uid}`;

/** The subject, as the name of a file. */
export function mailName(subject: unknown): string {
  const text =
    typeof subject === 'string'
      ? subject
          .replace(/[/\\]+/g, '-')
          .replace(/\s+/g, ' ')
          .trim()
      : '';
  return `${text.slice(0, 200) || 'message'}.eml`;
}
