// Damage inside of what files are packed in: a member of an archive, an encoded part of a mail, a stream of a PDF.
import { deflateSync, inflateSync } from 'node:zlib';
import { unpacked, zipContents } from '@vito/understanding/readers/zip';
import { zip } from '../../packages/understanding/fixtures/make/zip.js';
import { mutated, type Random } from './mutate.js';

/** The file with something inside damaged and packed again; null where nothing in it can be unpacked. */
export function mutatedInside(random: Random, bytes: Uint8Array, depth = 0): Uint8Array | null {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return inArchive(random, bytes, depth);
  const text = Buffer.from(bytes).toString('latin1');
  if (text.startsWith('%PDF')) return inPdf(random, text);
  return /content-transfer-encoding:/i.test(text) ? inMail(random, text) : null;
}

function inArchive(random: Random, bytes: Uint8Array, depth: number): Uint8Array | null {
  const entries = zipContents(bytes) ?? [];
  const parts = entries.map((entry) => ({
    name: entry.name,
    content: contentOf(bytes, entry),
    stored: entry.method === 0,
    locked: entry.encrypted,
  }));
  const xml = parts.filter(({ content }) => content.length > 0);
  if (xml.length === 0) return null;
  for (let n = random.pick([1, 1, 1, 3]); n > 0; n--) {
    const part = random.pick(xml);
    const inner = depth < 2 ? mutatedInside(random, part.content, depth + 1) : null;
    const others = xml.map(({ content }) => content);
    part.content = Buffer.from(inner && random.next() < 0.7 ? inner : mutated(random, part.content, others));
  }
  if (random.next() < 0.1) parts.push({ ...random.pick(parts) });
  if (random.next() < 0.1) parts.splice(random.between(0, parts.length - 1), 1);
  if (random.next() < 0.05 && parts.length > 0)
    random.pick(parts).name = random.pick(['../../x', '/', '', 'a'.repeat(60_000), 'C:\\x', '\0']);
  return new Uint8Array(zip(parts));
}

function contentOf(bytes: Uint8Array, entry: Parameters<typeof unpacked>[1]): Buffer {
  try {
    return Buffer.from(unpacked(bytes, entry));
  } catch {
    return Buffer.alloc(0);
  }
}

function inPdf(random: Random, text: string): Uint8Array | null {
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)];
  if (streams.length === 0) return null;
  const found = random.pick(streams);
  const raw = Buffer.from(found[1] ?? '', 'latin1');
  const changed = Buffer.from(mutated(random, inflated(raw) ?? raw, []));
  const body = inflated(raw) ? deflateSync(changed) : changed;
  const start = found.index + found[0].indexOf(found[1] ?? '');
  return new Uint8Array(
    Buffer.from(text.slice(0, start) + body.toString('latin1') + text.slice(start + raw.length), 'latin1'),
  );
}

function inflated(raw: Buffer): Buffer | null {
  try {
    return inflateSync(raw);
  } catch {
    return null;
  }
}

function inMail(random: Random, text: string): Uint8Array | null {
  const parts = [
    ...text.matchAll(
      /content-transfer-encoding:[ \t]*(base64|quoted-printable)[\s\S]*?\r?\n\r?\n([\s\S]*?)(?=\r?\n--|$)/gi,
    ),
  ];
  if (parts.length === 0) return null;
  const part = random.pick(parts);
  const [whole, how = '', body = ''] = part;
  const decoded = how.toLowerCase() === 'base64' ? Buffer.from(body, 'base64') : Buffer.from(unquoted(body), 'latin1');
  const changed = Buffer.from(mutated(random, decoded, []));
  const encoded =
    how.toLowerCase() === 'base64'
      ? (changed.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')
      : [...changed.toString('latin1')]
          .map((char) => (/[ -<>-~\r\n]/.test(char) ? char : `=${char.charCodeAt(0).toString(16).padStart(2, '0')}`))
          .join('');
  const start = part.index + whole.length - body.length;
  return new Uint8Array(Buffer.from(text.slice(0, start) + encoded + text.slice(start + body.length), 'latin1'));
}

const unquoted = (body: string) =>
  body
    .replace(/=\r?\n/g, '')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
