// The first bytes by which file formats make themselves known.
import type { DocumentKind } from '@vito/contracts/reading';
import { zipContents } from './zip.js';

/** What the bytes seem to be: `kind` when ViTo reads it, `what` with its article for people. */
export interface Signature {
  kind: DocumentKind | null;
  what: string;
  /** Which of the formats of its kind it is, where there are several. */
  format?: Format;
  text?: boolean;
  /** It has some of the header lines of a mail, whatever else. */
  mailHeaders?: boolean;
  /** It is text as WhatsApp exports a chat. */
  talk?: boolean;
  encrypted?: boolean;
  /** A compound file of which no more can be told. */
  box?: boolean;
}

export type Format = 'docx' | 'odt' | 'rtf' | 'xlsx' | 'ods' | 'pptx' | 'odp' | 'msg' | 'tnef' | 'heic';

interface Magic {
  at?: number;
  bytes: string;
  kind: DocumentKind | null;
  what: string;
  format?: Format;
}

const magics: readonly Magic[] = [
  { bytes: '\x89PNG\r\n\x1a\n', kind: 'image', what: 'a PNG picture' },
  { bytes: '\xff\xd8\xff', kind: 'image', what: 'a JPEG picture' },
  { bytes: 'II*\0', kind: 'image', what: 'a TIFF picture' },
  { bytes: 'MM\0*', kind: 'image', what: 'a TIFF picture' },
  { bytes: 'GIF8', kind: 'image', what: 'a GIF picture' },
  { at: 8, bytes: 'WEBPVP8', kind: 'image', what: 'a WebP picture' },
  { at: 4, bytes: 'ftypavif', kind: 'image', what: 'an AVIF picture' },
  { at: 4, bytes: 'ftyphei', kind: 'image', what: 'a HEIC picture', format: 'heic' },
  { at: 4, bytes: 'ftyphev', kind: 'image', what: 'a HEIC picture', format: 'heic' },
  { at: 4, bytes: 'ftypmif', kind: 'image', what: 'a HEIC picture', format: 'heic' },
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
  { bytes: '{\\rtf', kind: 'word', what: 'an RTF document', format: 'rtf' },
  { bytes: '%!PS', kind: null, what: 'a PostScript file' },
  { bytes: '\x78\x9f\x3e\x22', kind: 'mail', what: 'an Outlook attachment container (winmail.dat)', format: 'tnef' },
];

/** The format whose signature the bytes carry, or null where they carry none (text, or nothing known). */
export function signatureOf(bytes: Uint8Array): Signature | null {
  const head = latin1(bytes.subarray(0, 1024));
  if (/^\s*%PDF-/.test(head) || /[\r\n]%PDF-\d\.\d\s[\s\S]*\d obj/.test(head))
    return { kind: 'pdf', what: 'a PDF file' };
  if (head.startsWith('PK\x03\x04') || head.startsWith('PK\x05\x06')) return zipSignature(bytes);
  if (isCompound(bytes)) return compoundSignature(bytes);
  if (head.startsWith('MZ') && head.includes('\0')) return { kind: null, what: 'a Windows program' };
  if (head.startsWith('BM') && head.slice(6, 10) === '\0\0\0\0') return { kind: null, what: 'a BMP picture' };
  const found = magics.find((magic) => head.startsWith(magic.bytes, magic.at ?? 0));
  if (!found) return null;
  const { kind, what, format } = found;
  return { kind, what, ...(format ? { format } : {}) };
}

/** What an archive is, by the parts that only its kind has; one that is cut off is searched for their names. */
function zipSignature(bytes: Uint8Array): Signature {
  const names = zipContents(bytes)?.map((entry) => entry.name);
  const has = (part: string) => (names ? names.some((name) => name.startsWith(part)) : latin1(bytes).includes(part));
  const holds = (folder: string, main: string) => (has('[Content_Types].xml') && has(folder)) || has(folder + main);
  if (holds('word/', 'document.xml')) return { kind: 'word', what: 'a Word document', format: 'docx' };
  if (holds('xl/', 'workbook.xml')) return { kind: 'sheet', what: 'an Excel workbook', format: 'xlsx' };
  if (holds('ppt/', 'presentation.xml')) return { kind: 'slides', what: 'a PowerPoint presentation', format: 'pptx' };
  const head = latin1(bytes.subarray(0, 200));
  const open = openFormats.find(({ type }) => head.includes(`mimetypeapplication/vnd.oasis.opendocument.${type}`));
  if (open) return { kind: open.kind, what: open.what, format: open.format };
  if (has('META-INF/MANIFEST.MF')) return { kind: null, what: 'a Java program' };
  if (has('mimetype')) return { kind: null, what: 'an OpenDocument file or e-book' };
  return { kind: 'archive', what: 'a ZIP archive' };
}

const openFormats = [
  { type: 'text', kind: 'word', what: 'an OpenDocument text', format: 'odt' },
  { type: 'spreadsheet', kind: 'sheet', what: 'an OpenDocument spreadsheet', format: 'ods' },
  { type: 'presentation', kind: 'slides', what: 'an OpenDocument presentation', format: 'odp' },
] as const;

/** The box of Microsoft's older formats. */
export const isCompound = (bytes: Uint8Array): boolean =>
  latin1(bytes.subarray(0, 8)) === '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1';

/** Microsoft's compound file, the box of old Office documents and of encrypted new ones. Stream names are UTF-16. */
function compoundSignature(bytes: Uint8Array): Signature {
  const box = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (stream: string) => box.includes(Buffer.from(stream, 'utf16le'));
  if (has('EncryptedPackage')) return { kind: null, what: 'an Office document with a password', encrypted: true };
  if (has('__properties_version1.0')) return { kind: 'mail', what: 'an Outlook message', format: 'msg' };
  if (has('WordDocument')) return { kind: null, what: 'an old Word document (.doc)' };
  if (has('Workbook')) return { kind: null, what: 'an old Excel workbook (.xls)' };
  if (has('PowerPoint Document')) return { kind: null, what: 'an old PowerPoint presentation (.ppt)' };
  return { kind: null, what: 'an old Office file', box: true };
}

const latin1 = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
