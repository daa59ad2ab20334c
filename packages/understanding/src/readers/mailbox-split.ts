// Where one mail of a mailbox file (mbox, RFC 4155) ends and the next begins, told piece by piece, so that its size is no matter.

/** A separator names a sender and a time; a line of somebody's text that starts with "From " does not. */
const separator =
  /^From .{0,300}?\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun),? .{0,40}\d{1,2}:\d{2}.{0,40}$|^From \S+ {1,2}\S.{0,80}\b\d{4}\b.{0,20}$|^From - /;
const headerLine = /^(>?From |[!-9;-~]+[ \t]*:)/;
const newline = 10;
const from = Buffer.from('\nFrom ');
/** Bytes of a line that are looked at, and bytes behind a line's start that tell whether it separates. */
const longestLine = 500;
const lookAhead = 2 * longestLine + 4;

export interface SplitMail {
  /** Where it stands in the file: from its separator line to the next one. */
  start: number;
  end: number;
  /** Its own bytes as they were sent; null where it has more than `most`. */
  bytes: Uint8Array | null;
}

/**
 * Splits what is pushed, in order. Only the mail that is not yet complete is held, and that only up to `most` bytes.
 * A separator stands at the start or after an empty line, and has a header line below it.
 */
export function createMailboxSplitter(most = Number.POSITIVE_INFINITY) {
  const hold = createHold(most);
  let start = 0;
  let started = false;
  let begun = false;
  let tail: Buffer = Buffer.alloc(0);
  let resume = 0;
  /** Offset of the tail in the file. */
  let offset = 0;

  function take(end: number, followed: boolean): SplitMail {
    const mail = { start, end, bytes: hold.take(followed) };
    start = end;
    return mail;
  }

  function scan(data: Buffer, last: boolean): SplitMail[] {
    const found: SplitMail[] = [];
    let taken = 0;
    let search = resume;
    if (!begun) {
      if (data.length < lookAhead && !last) {
        tail = data;
        return found;
      }
      begun = true;
      started = separates(data, 0);
    }
    let stop = Math.max(search, data.length - from.length);
    for (let at = data.indexOf(from, search); at >= 0; at = data.indexOf(from, search)) {
      const line = at + 1;
      if (!last && data.length - line < lookAhead) {
        stop = at;
        break;
      }
      search = line;
      stop = Math.max(search, data.length - from.length);
      if (!emptyLineBefore(data, line) || !separates(data, line)) continue;
      hold.keep(data.subarray(taken, line));
      const mail = take(offset + line, true);
      if (started) found.push(mail); // what stands before the first separator is no mail
      started = true;
      taken = line;
    }
    const rest = last ? data.length : Math.max(taken, stop - 3); // an empty line before a separator is part of it
    hold.keep(data.subarray(taken, rest));
    tail = Buffer.from(data.subarray(rest));
    resume = Math.max(0, stop - rest);
    offset += rest;
    return found;
  }

  return {
    /** The mails that are complete with this piece of the file. */
    push(piece: Uint8Array): SplitMail[] {
      const next = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
      return scan(tail.length === 0 ? next : Buffer.concat([tail, next]), false);
    },
    /** The last mails, after all pieces. */
    end(): SplitMail[] {
      return [...scan(tail, true), take(offset, false)];
    },
  };
}

/** The pieces of the mail that is not yet complete; forgotten where they grow over `most` bytes. */
function createHold(most: number) {
  let pieces: Uint8Array[] = [];
  let held = 0;
  return {
    keep(piece: Uint8Array): void {
      held += piece.length;
      if (held <= most) pieces.push(piece);
      else pieces = [];
    },
    take(followed: boolean): Uint8Array | null {
      const whole = pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces);
      const bytes = held > most ? null : mailBytes(whole, followed);
      pieces = [];
      held = 0;
      return bytes;
    },
  };
}

/** The bytes between two separators, without the empty line that ends a message, and with ">From " unescaped (mboxrd). */
export function mailBytes(raw: Uint8Array, followed: boolean): Uint8Array {
  let to = raw.length;
  if (followed && raw[to - 1] === newline) to -= raw[to - 2] === 13 ? 2 : 1;
  const first = raw.indexOf(newline);
  const body = Uint8Array.prototype.slice.call(raw, first < 0 ? to : Math.min(first + 1, to), to);
  const marked = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  let length = 0;
  let copied = 0;
  for (let at = marked.indexOf('>From '); at >= 0; at = marked.indexOf('>From ', at + 1)) {
    let line = at;
    while (line > 0 && body[line - 1] === 0x3e) line--;
    if (line > 0 && body[line - 1] !== newline) continue;
    body.copyWithin(length, copied, line);
    length += line - copied;
    copied = line + 1;
  }
  body.copyWithin(length, copied, body.length);
  return body.slice(0, length + body.length - copied);
}

function separates(data: Uint8Array, at: number): boolean {
  const line = lineText(data, at);
  if (!line.startsWith('From ') || !separator.test(line)) return false;
  const end = data.indexOf(newline, at);
  return end >= 0 && end + 1 < data.length && headerLine.test(lineText(data, end + 1));
}

const emptyLineBefore = (bytes: Uint8Array, at: number) =>
  bytes[at - 1] === newline && (bytes[at - 2] === newline || (bytes[at - 2] === 13 && bytes[at - 3] === newline));

function lineText(bytes: Uint8Array, at: number): string {
  const end = bytes.subarray(at, at + longestLine).indexOf(newline);
  const stop = end < 0 ? Math.min(bytes.length, at + longestLine) : at + end;
  return Buffer.from(bytes.subarray(at, stop)).toString('latin1').replace(/\r$/, '');
}
