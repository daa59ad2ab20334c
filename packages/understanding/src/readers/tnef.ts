// What Exchange wraps a mail in for its own kind (TNEF, "winmail.dat", MS-OXTNEF): body, recipients and attachments.
import { Unreadable } from '../unreadable.js';
import { decodeText } from './characters.js';
import { codePage } from './code-pages.js';
import type { OutlookAttachment, OutlookMessage } from './outlook-message.js';
import { type Properties, propertiesIn } from './tnef-properties.js';

export const isTnef = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x78 && bytes[1] === 0x9f && bytes[2] === 0x3e && bytes[3] === 0x22;

/** Messages attached to one another; what lies deeper is left out. */
const deepest = 20;
const attribute = {
  subject: 0x8004,
  body: 0x800c,
  data: 0x800f,
  title: 0x8010,
  start: 0x9002,
  message: 0x9003,
  recipients: 0x9004,
  properties: 0x9005,
  page: 0x9007,
};

/** Takes it apart. `complete` is false where its end is missing. Throws Unreadable where it is no TNEF. */
export function openTnef(bytes: Uint8Array, depth = 0): { message: OutlookMessage; complete: boolean } {
  if (!isTnef(bytes))
    throw new Unreadable('malformed', 'This is no Outlook attachment container. Send the mail again as plain text.');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const message = emptyMessage();
  let encoding: string | null = null;
  let complete = true;
  let current: { title: string | null; data: Uint8Array | null; values: Properties | null } | null = null;
  const text = (value: Uint8Array) => decodeText(value, encoding).replace(/\0+$/, '');
  const close = () => {
    if (current) message.attachments.push(...attachmentOf(current, depth));
    current = null;
  };
  for (let at = 6; at + 9 <= bytes.length; ) {
    const id = view.getUint16(at + 1, true);
    const length = view.getUint32(at + 5, true);
    const value = bytes.subarray(at + 9, at + 9 + length);
    if (value.length < length) complete = false;
    at += 9 + length + 2; // behind each a checksum, which broken gateways get wrong
    if (id === attribute.page && value.length >= 4)
      encoding = codePage(new DataView(value.buffer, value.byteOffset, 4).getUint32(0, true));
    else if (id === attribute.subject) message.subject ??= text(value);
    else if (id === attribute.body) message.text ??= text(value);
    else if (id === attribute.message) fill(message, propertiesIn(value, encoding));
    else if (id === attribute.start) {
      close();
      current = { title: null, data: null, values: null };
    } else if (current && id === attribute.title) current.title = text(value);
    else if (current && id === attribute.data) current.data = value;
    else if (current && id === attribute.properties) current.values = propertiesIn(value, encoding);
  }
  close();
  return { message, complete };
}

function fill(message: OutlookMessage, values: Properties): void {
  message.subject = values.text(0x0037) ?? message.subject;
  message.headers ??= values.text(0x007d);
  message.messageClass ??= values.text(0x001a);
  message.messageId ??= values.text(0x1035);
  message.inReplyTo ??= values.text(0x1042);
  message.references ??= values.text(0x1039);
  message.sentAt ??= values.time(0x0039) ?? values.time(0x0e06);
  const address = [0x5d02, 0x5d01, 0x0065, 0x0c1f].map(values.text).find((one) => one?.includes('@')) ?? null;
  const name = values.text(0x0042) ?? values.text(0x0c1a);
  if (name || address) message.from ??= { name, address };
  message.text = values.text(0x1000) ?? message.text;
  message.html ??= values.text(0x1013);
  message.richText ??= values.binary(0x1009);
}

function attachmentOf(
  { title, data, values }: { title: string | null; data: Uint8Array | null; values: Properties | null },
  depth: number,
): OutlookAttachment[] {
  const name = values?.text(0x3707) ?? title ?? values?.text(0x3704) ?? null;
  const kind = { name, mediaType: values?.text(0x370e) ?? null, related: Boolean(values?.text(0x3712)) };
  const object = values?.binary(0x3701) ?? null;
  const inner = object?.subarray(16); // behind the identity of its interface
  if (inner && isTnef(inner)) return depth < deepest ? [{ ...kind, message: openTnef(inner, depth + 1).message }] : [];
  const bytes = data ?? object;
  return bytes && bytes.length > 0 ? [{ ...kind, bytes: bytes.slice() }] : [];
}

const emptyMessage = (): OutlookMessage => ({
  ...{ headers: null, messageClass: null, subject: null, from: null, to: [], cc: [], sentAt: null, messageId: null },
  ...{ inReplyTo: null, references: null, text: null, html: null, richText: null, attachments: [] },
});
