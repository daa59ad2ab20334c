// Bytes to clean text: which encoding it is, and what no text may hold (NULs, half surrogates, foreign line ends).

/** Windows-1252 at 0x80..0x9f. Node's own decoder reads these as control characters in some releases. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const singleByte = /^(windows-?1252|cp-?1252|x-cp1252|iso-?8859-?1|latin-?1|l1|us-ascii|ascii)$/i;

/** Text of bytes in UTF-8, UTF-16 (marked or not), or `label` when one is given; windows-1252 where nothing else fits. */
export function decodeText(bytes: Uint8Array, label?: string | null): string {
  const marked = byteOrderMark(bytes);
  if (marked) return cleanText(new TextDecoder(marked).decode(bytes));
  if (label) {
    const decoded = decodeAs(bytes, label);
    if (decoded !== null) return cleanText(decoded);
  }
  const wide = unmarkedUtf16(bytes);
  if (wide) return cleanText(new TextDecoder(wide).decode(bytes));
  return cleanText(decodeAs(bytes, 'utf-8') ?? decodeSingleByte(bytes));
}

/** The same text without NULs and byte order marks, with whole surrogate pairs only, and \n for every line end. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|\u2028|\u2029|\u0085/g, '\n')
    .replaceAll('\0', '')
    .replaceAll('\ufeff', '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}

/** Share (0..1) of control characters that no text file holds, among the first 8,000 characters. */
export function controlShare(text: string): number {
  const head = text.slice(0, 8000);
  if (head === '') return 0;
  let bad = 0;
  for (const char of head) {
    const code = char.charCodeAt(0);
    if ((code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13 && code !== 27) || code === 0xfffd) bad++;
  }
  return bad / head.length;
}

export function byteOrderMark(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** UTF-16 without its mark shows as NULs in every second place of mostly Latin text. */
export function unmarkedUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const length = Math.min(bytes.length, 2000) & ~1;
  if (length < 8) return null;
  const zeros = [0, 0];
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i & 1] = (zeros[i & 1] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > length * 0.2 && even < length * 0.02) return 'utf-16le';
  if (even > length * 0.2 && odd < length * 0.02) return 'utf-16be';
  return null;
}

function decodeAs(bytes: Uint8Array, label: string): string | null {
  const name = label.trim();
  if (singleByte.test(name)) return decodeSingleByte(bytes);
  try {
    return new TextDecoder(name, { fatal: true }).decode(bytes);
  } catch {
    return null; // not in that encoding, or no encoding that anybody knows
  }
}

export function decodeSingleByte(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (char) => windows1252[char.charCodeAt(0) - 0x80] ?? char);
}

/** The bytes with each one that is no part of valid UTF-8 turned into the UTF-8 of its windows-1252 character; null where all is valid. */
export function utf8Repaired(bytes: Uint8Array): Uint8Array | null {
  const out = new Uint8Array(bytes.length * 3);
  let end = 0;
  let repaired = false;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    const piece =
      length > 0 ? bytes.subarray(at, at + length) : Buffer.from(decodeSingleByte(bytes.subarray(at, at + 1)));
    repaired ||= length === 0;
    out.set(piece, end);
    end += piece.length;
    at += Math.max(1, length);
  }
  return repaired ? out.slice(0, end) : null;
}

/** Length of the UTF-8 sequence that starts here, 0 where none does. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (first >= 0xf5) return 0;
  for (let i = 1; i < length; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return length;
}
