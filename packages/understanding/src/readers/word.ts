// A Word document (.docx): paragraphs, lists and table rows as lines. Deleted text and comments are left out.
import { Unreadable } from '../unreadable.js';
import { htmlToPlain } from './html.js';
import { plainResult, type ReadResult } from './result.js';
import { walkXml } from './xml.js';
import { checkArchive, unpacked } from './zip.js';

export async function readWord(bytes: Uint8Array): Promise<ReadResult> {
  const entries = checkArchive(bytes);
  if (!entries.some((entry) => entry.name === 'word/document.xml')) {
    const message = 'This Word document has no text part. Open it in Word, save it again as .docx, and add that.';
    throw new Unreadable('malformed', message);
  }
  // The converter takes time in the square of how deep elements nest: our own parser refuses such parts first.
  for (const entry of entries.filter(({ name }) => /\.(xml|rels)$/.test(name))) walkXml(unpacked(bytes, entry), {});
  const { default: mammoth } = await import('mammoth');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const withoutPictures = mammoth.images.imgElement(async () => ({ src: '' }));
  const { value } = await mammoth.convertToHtml({ buffer }, { convertImage: withoutPictures }).catch(damaged);
  const text = await htmlToPlain(value, { quoteMarks: false });
  const pictures = entries.some((entry) => /^word\/media\/.+\.(png|jpe?g|tiff?|gif|bmp|emf|wmf)$/i.test(entry.name));
  const warning = 'This Word document holds pictures only. Save it as PDF and add that, so that they are read.';
  const warnings = text === '' && pictures ? [warning] : [];
  return plainResult({ kind: 'word', text, meta: { title: null, date: null, language: null, warnings } });
}

/** Its converter falls over parts that are empty, no XML, or refer to nothing. */
function damaged(cause: unknown): never {
  const message = 'A part of this Word document is damaged. Open it in Word, save it again as .docx, and add that.';
  throw new Unreadable('malformed', message, { cause });
}
