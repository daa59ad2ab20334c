// The first bytes by which file formats make themselves known.
import type { DocumentKind } from '@vito/contracts/reading';
import { zipContents } from './zip.js';

/** What the bytes seem to be: `kind` when ViTo reads it, `what` with its article for people. */
export interface Signature {
  kind: DocumentKind | null;
  what: string;
  text?: boolean;
  /** It has some of the header lines of a mail, whatever else. */
  mailHeaders?: boolean;
  /** It is text as WhatsApp exports a chat. */
  talk?: boolean;
  encrypted?: boolean;
}

interface Magic {
  at?: number;
  bytes: string;
  kind: DocumentKind | null;
  what: string;
}

const magics: readonly Magic[] = [
  { bytes: '\x89PNG\r\n\x1a\n', kind: 'image', what: 'a PNG picture' },
  { bytes: '\xff\xd8\xff', kind: 'image', what: 'a JPEG picture' },
  { bytes: 'II*\0', kind: 'image', what: 'a TIFF picture' },
  { bytes: 'MM\0*', kind: 'image', what: 'a TIFF picture' },
  { bytes: 'GIF8', kind: null, what: 'a GIF picture' },
  { at: 8, bytes: 'WEBPVP8', kind: null, what: 'a WebP picture' },
  { at: 4, bytes: 'ftyphei', kind: null, what: 'a HEIC picture' },
  { at: 4, bytes: 'ftypmif', kind: null, what: 'a HEIC picture' },
  { at: 4, bytes: 'ftyp', kind: null, what: 'a video or sound file' },
  { bytes: '\x1a\x45\xdf\xa3', kind: null, what: 'a video file' },
  { bytes: 'ID3', kind: null, what: 'a sound file' },
  { bytes: 'OggS', kind: null, what: 'a sound file' },
  { at: 8, bytes: 'WAVEfmt', kind: null, what: 'a sound file' },
  { bytes: '\x1f\x8b', kind: null, what: 'a gzip archive' },
  { bytes: '7z\xbc\xaf\x27\x1c', kind: null, what: 'a 7-Zip archive' },
  { bytes: 'Rar!\x1a\x07', kind: null, what: 'a RAR archive' },
  { bytes: 'BZh', kind: null, what: 'a bzip2 archive' },
  { bytes: '\xfd7zXZ\0', kind: null, what: 'an xz archive' },
  { bytes: '\x7fELF', kind: null, what: 'a program' },
  { bytes: '\xcf\xfa\xed\xfe', kind: null, what: 'a program' },
  { bytes: 'SQLite format 3\0', kind: null, what: 'a database' },
  { bytes: '{\\rtf', kind: null, what: 'an RTF document' },
  { bytes: '%!PS', kind: null, what: 'a PostScript file' },
  { bytes: '\x78\x9f\x3e\x22', kind: null, what: 'an Outlook attachment container (winmail.dat)' },
];

/** The format whose signature the bytes carry, or null where they carry none (text, or nothing known). */
export function signatureOf(bytes: Uint8Array): Signature | null {
  const head = latin1(bytes.subarray(0, 1024));
  if (/^\s*%PDF-/.test(head) || /[\r\n]%PDF-\d\.\d\s[\s\S]*\d obj/.test(head))
    return { kind: 'pdf', what: 'a PDF file' };
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return zipSignature(bytes);
  if (head.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return compoundSignature(bytes);
  if (head.startsWith('MZ') && head.includes('\0')) return { kind: null, what: 'a Windows program' };
  if (head.startsWith('BM') && head.slice(6, 10) === '\0\0\0\0') return { kind: null, what: 'a BMP picture' };
  const found = magics.find((magic) => head.startsWith(magic.bytes, magic.at ?? 0));
  return found ? { kind: found.kind, what: found.what } : null;
}

function zipSignature(bytes: Uint8Array): Signature {
  const names = zipContents(bytes)?.map((entry) => entry.name);
  const has = (part: string) => (names ? names.some((name) => name.startsWith(part)) : latin1(bytes).includes(part));
  if (has('word/')) return { kind: 'word', what: 'a Word document' };
  if (has('xl/')) return { kind: null, what: 'an Excel workbook' };
  if (has('ppt/')) return { kind: null, what: 'a PowerPoint presentation' };
  if (has('META-INF/MANIFEST.MF')) return { kind: null, what: 'a Java program' };
  if (has('mimetype')) return { kind: null, what: 'an OpenDocument file or e-book' };
  return { kind: null, what: 'a ZIP archive' };
}

/** Microsoft's compound file, the box of old Office documents and of encrypted new ones. Stream names are UTF-16. */
function compoundSignature(bytes: Uint8Array): Signature {
  const box = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (stream: string) => box.includes(Buffer.from(stream, 'utf16le'));
  if (has('EncryptedPackage')) return { kind: null, what: 'an Office document with a password', encrypted: true };
  if (has('__properties_version1.0')) return { kind: null, what: 'an Outlook message (.msg)' };
  if (has('WordDocument')) return { kind: null, what: 'an old Word document (.doc)' };
  if (has('Workbook')) return { kind: null, what: 'an old Excel workbook (.xls)' };
  if (has('PowerPoint Document')) return { kind: null, what: 'an old PowerPoint presentation (.ppt)' };
  return { kind: null, what: 'an old Office file' };
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
