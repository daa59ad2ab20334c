// A mailbox file (mbox, RFC 4155): every message in it becomes a mail of its own, its bytes as they were sent.
import type { Enclosure } from '@vito/contracts/reading';
import { plainResult, type ReadResult } from './result.js';

/** A separator names a sender and a time; a line of somebody's text that starts with "From " does not. */
const separator =
  /^From .{0,300}?\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .{0,40}\d{1,2}:\d{2}.{0,40}$|^From \S+ {1,2}\S.{0,80}\b\d{4}\b.{0,20}$|^From - /;
const headerLine = /^(>?From |[!-9;-~]+[ \t]*:)/;
const newline = 10;

/** Enclosures `message-0001.eml` … in the file's order; the mailbox itself has no text. */
export function readMailbox(bytes: Uint8Array): ReadResult {
  const starts = separatorOffsets(bytes);
  const enclosures: Enclosure[] = starts.map((start, i) => ({
    name: `message-${String(i + 1).padStart(4, '0')}.eml`,
    mediaType: 'message/rfc822',
    bytes: messageBytes(bytes, start, starts[i + 1] ?? bytes.length, i + 1 < starts.length),
  }));
  return plainResult({ kind: 'mailbox', text: '' }, enclosures);
}

/** Offsets of the separator lines: at the start or after an empty line, and with a header line below them. */
function separatorOffsets(bytes: Uint8Array): number[] {
  const starts: number[] = [];
  for (let at = 0; at >= 0 && at < bytes.length; at = lineAfter(bytes, at)) {
    if (!startsWithFrom(bytes, at) || !(at === 0 || emptyLineBefore(bytes, at))) continue;
    const next = lineAfter(bytes, at);
    if (separator.test(lineText(bytes, at)) && next >= 0 && headerLine.test(lineText(bytes, next))) starts.push(at);
  }
  return starts.length > 0 ? starts : [0];
}

/** The bytes between two separators, without the empty line that ends a message, and with ">From " unescaped (mboxrd). */
function messageBytes(bytes: Uint8Array, start: number, end: number, followed: boolean): Uint8Array {
  let to = end;
  if (followed && bytes[to - 1] === newline) to -= bytes[to - 2] === 13 ? 2 : 1;
  const first = lineAfter(bytes, start);
  const body = bytes.slice(first < 0 ? to : Math.min(first, to), to);
  let length = 0;
  for (let at = 0; at < body.length; ) {
    const next = lineAfter(body, at);
    const stop = next < 0 ? body.length : next;
    const from = isEscapedFrom(body, at) ? at + 1 : at;
    body.copyWithin(length, from, stop);
    length += stop - from;
    at = stop;
  }
  return body.slice(0, length);
}

function isEscapedFrom(bytes: Uint8Array, at: number): boolean {
  let i = at;
  while (bytes[i] === 0x3e) i++;
  return i > at && startsWithFrom(bytes, i);
}

const startsWithFrom = (bytes: Uint8Array, at: number) =>
  bytes[at] === 0x46 &&
  bytes[at + 1] === 0x72 &&
  bytes[at + 2] === 0x6f &&
  bytes[at + 3] === 0x6d &&
  bytes[at + 4] === 0x20;

const emptyLineBefore = (bytes: Uint8Array, at: number) =>
  bytes[at - 1] === newline && (bytes[at - 2] === newline || (bytes[at - 2] === 13 && bytes[at - 3] === newline));

/** Offset of the line after the one at `at`, or -1 at the end. */
function lineAfter(bytes: Uint8Array, at: number): number {
  const end = bytes.indexOf(newline, at);
  return end < 0 || end + 1 >= bytes.length ? -1 : end + 1;
}

function lineText(bytes: Uint8Array, at: number): string {
  const end = bytes.indexOf(newline, at);
  const stop = Math.min(end < 0 ? bytes.length : end, at + 500);
  return Buffer.from(bytes.subarray(at, stop)).toString('latin1').replace(/\r$/, '');
}
