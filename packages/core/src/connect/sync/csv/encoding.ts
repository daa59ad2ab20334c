// In which encoding a file is, told from all of its bytes while they pass; and its text, piece by piece.
import type { TableEncoding } from '@vito/contracts/table';
import { byteOrderMark, decodeSingleByte, unmarkedUtf16 } from '@vito/understanding/readers/characters';

const head = 4096; // bytes
const signatures = ['504b0304', 'd0cf11e0', '255044462d']; // Excel's, new and old, and PDF's

/** Passes the bytes on; after the last one it knows. */
export function watchEncoding(bytes: AsyncIterable<Uint8Array>) {
  let first = Buffer.alloc(0);
  let isUtf8 = true;
  async function* pass(): AsyncGenerator<Uint8Array> {
    const strict = new TextDecoder('utf-8', { fatal: true });
    const look = (piece?: Uint8Array) => {
      try {
        if (isUtf8) strict.decode(piece ?? new Uint8Array(0), { stream: piece !== undefined });
      } catch {
        isUtf8 = false;
      }
    };
    for await (const piece of bytes) {
      if (first.length < head) first = Buffer.concat([first, piece.subarray(0, head - first.length)]);
      look(piece);
      yield piece;
    }
    look();
  }
  const wide = () => byteOrderMark(first) ?? unmarkedUtf16(first);
  return {
    bytes: pass(),
    /** Whether it is no text: a workbook, or a document. */
    isBinary: (): boolean =>
      signatures.some((one) => first.toString('hex').startsWith(one)) || (wide() === null && first.includes(0)),
    encoding: (): TableEncoding => wide() ?? (isUtf8 ? 'utf-8' : 'windows-1252'),
  };
}

/** Its text with \n for every line end. */
export async function* textOf(pieces: AsyncIterable<Uint8Array>, encoding: TableEncoding): AsyncGenerator<string> {
  let held = ''; // half of a line end, perhaps
  for await (const text of decoded(pieces, encoding)) {
    const whole = held + text;
    held = whole.endsWith('\r') ? '\r' : '';
    yield (held ? whole.slice(0, -1) : whole).replace(/\r\n?/g, '\n');
  }
  if (held) yield '\n';
}

async function* decoded(pieces: AsyncIterable<Uint8Array>, encoding: TableEncoding): AsyncGenerator<string> {
  if (encoding === 'windows-1252') {
    for await (const piece of pieces) yield decodeSingleByte(piece);
    return;
  }
  const decoder = new TextDecoder(encoding);
  for await (const piece of pieces) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}
