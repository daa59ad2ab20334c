// A message that Outlook saved (.msg, MS-OXMSG): a storage of properties, with one below it for each recipient and attachment.
import { Unreadable } from '../unreadable.js';
import { decodeText } from './characters.js';
import { codePage } from './code-pages.js';
import { openCompound, type Storage } from './compound-file.js';
import { readOutlookMail } from './outlook-mail.js';
import type { OutlookAttachment, OutlookMessage, OutlookParty } from './outlook-message.js';
import { fileTime } from './outlook-time.js';
import type { ReadResult } from './result.js';

/** Messages attached to one another; what lies deeper is left out. */
const deepest = 20;
const properties = '__properties_version1.0';

export async function readOutlook(bytes: Uint8Array): Promise<ReadResult> {
  const root = openCompound(bytes);
  if (!root.streams.has(properties)) {
    const message = 'This Outlook file holds no message. Save the message again from Outlook (as .msg) and add that.';
    throw new Unreadable('empty', message);
  }
  const message = messageIn(root, 32, 0);
  const kind = message.messageClass ?? '';
  if (/^IPM\.(Appointment|Contact|Task|StickyNote|Activity|DistList)/i.test(kind)) {
    const words =
      'This is an Outlook item of another kind than a mail. Save appointments as .ics, others as text, and add that.';
    throw new Unreadable('unsupported', words);
  }
  return readOutlookMail(message);
}

interface Values {
  text(id: string): string | null;
  binary(id: string): Uint8Array | null;
  number(id: string): number | null;
  time(id: string): Date | null;
}

/** `head`: bytes before the first fixed property, which differ by the place of the storage. */
function valuesOf(storage: Storage, head: number, page: number | null = null): Values {
  const fixed = new Map<number, { type: number; value: DataView }>();
  const bytes = storage.streams.get(properties)?.() ?? new Uint8Array();
  for (let at = head; at + 16 <= bytes.length; at += 16) {
    const value = new DataView(bytes.buffer, bytes.byteOffset + at, 16);
    fixed.set(value.getUint16(2, true), { type: value.getUint16(0, true), value });
  }
  const binary = (id: string) => storage.streams.get(`__substg1.0_${id}0102`)?.() ?? null;
  const number = (id: string) => {
    const found = fixed.get(Number.parseInt(id, 16));
    return found?.type === 3 ? found.value.getInt32(8, true) : null;
  };
  const encoding = codePage(number('3FFD') ?? number('3FDE') ?? page);
  return {
    binary,
    number,
    text(id) {
      const wide = storage.streams.get(`__substg1.0_${id}001F`)?.();
      if (wide) return Buffer.from(wide).toString('utf16le').replace(/\0+$/, '');
      const narrow = storage.streams.get(`__substg1.0_${id}001E`)?.();
      return narrow ? decodeText(narrow, encoding).replace(/\0+$/, '') : null;
    },
    time(id) {
      const found = fixed.get(Number.parseInt(id, 16));
      return found?.type === 0x40 ? fileTime(found.value.getBigUint64(8, true)) : null;
    },
  };
}

function messageIn(storage: Storage, head: number, depth: number): OutlookMessage {
  const values = valuesOf(storage, head);
  const below = (prefix: string) =>
    [...storage.storages].filter(([name]) => name.startsWith(prefix)).map(([, one]) => one);
  const recipients = below('__recip_version1.0').map((one) => recipientIn(one, values.number('3FFD')));
  const html = values.binary('1013');
  return {
    headers: values.text('007D'),
    messageClass: values.text('001A'),
    subject: values.text('0037'),
    from: senderIn(values),
    to: recipients.filter(({ type }) => type !== 2 && type !== 3),
    cc: recipients.filter(({ type }) => type === 2),
    sentAt: values.time('0039') ?? values.time('0E06'),
    messageId: values.text('1035'),
    inReplyTo: values.text('1042'),
    references: values.text('1039'),
    text: values.text('1000'),
    html: values.text('1013') ?? (html ? decodeText(html, codePage(values.number('3FDE'))) : null),
    richText: values.binary('1009'),
    attachments: below('__attach_version1.0').flatMap((one) => attachmentIn(one, depth)),
  };
}

function senderIn(values: Values): OutlookParty | null {
  const name = values.text('0042') ?? values.text('0C1A');
  const address = ['5D02', '5D01', '0065', '0C1F'].map(values.text).find((one) => one?.includes('@')) ?? null;
  return name || address ? { name, address } : null;
}

function recipientIn(storage: Storage, page: number | null): OutlookParty & { type: number | null } {
  const values = valuesOf(storage, 8, page);
  const address = ['39FE', '3003'].map(values.text).find((one) => one?.includes('@')) ?? null;
  return { name: values.text('3001'), address, type: values.number('0C15') };
}

function attachmentIn(storage: Storage, depth: number): OutlookAttachment[] {
  const values = valuesOf(storage, 8);
  const name = values.text('3707') ?? values.text('3704') ?? values.text('3001');
  const kind = { name, mediaType: values.text('370E'), related: values.text('3712') !== null };
  const inner = storage.storages.get('__substg1.0_3701000D');
  if (inner?.streams.has(properties))
    return depth < deepest ? [{ ...kind, message: messageIn(inner, 24, depth + 1) }] : [];
  const bytes = values.binary('3701');
  return bytes && bytes.length > 0 ? [{ ...kind, bytes }] : [];
}
