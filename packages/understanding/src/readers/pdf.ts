// A PDF: the text of each page from its text layer, or by OCR where the page is a picture.
import type { Page } from '@vito/contracts/reading';
import type { OcrEngine, OcrPage } from '../ocr/engine.js';
import { type Engine, engineFor } from '../ocr/router.js';
import { Unreadable } from '../unreadable.js';
import { placedPage, type ReadPage } from './pages.js';
import { type LaidText, layText, uprightTurn } from './pdf-text.js';
import { endsProperly, openPdf, type PdfDocument, type PdfPage } from './pdfium.js';
import { plainResult, type ReadOptions, type ReadResult } from './result.js';

/** Resolution at which a page is drawn for OCR, and its longest side in pixels whatever its size. */
const dotsPerInch = 200;
const longestSide = 3000;
/** OCR confidence from which its text is worth more than a text layer that looks like noise. */
const surelyRead = 60;

interface TextLayer extends LaidText {
  rotation: number;
  width: number;
  height: number;
  engine: Engine;
}

export async function readPdf(bytes: Uint8Array, options: ReadOptions): Promise<ReadResult> {
  const document = await openPdf(bytes);
  let ocr: OcrEngine | null = null;
  const getOcr = async () => {
    ocr ??= (await import('../ocr/recognise.js')).createOcr(options.languages);
    return ocr;
  };
  try {
    const pages: Page[] = [];
    const first = options.from ?? 0;
    const warnings = new Set<string>();
    if (first === 0 && !endsProperly(bytes)) warnings.add('This PDF seems to be cut off; pages may be missing.');
    let text = '';
    let index = first;
    for (; index < document.pageCount; index++) {
      options.signal?.throwIfAborted();
      if (index > first && options.pause?.()) break;
      if (index > first) text += '\n\n';
      const page = await readPage(document, index, getOcr, options.signal);
      if (page) pages.push(placedPage(page, index + 1, text.length));
      else warnings.add(`Page ${index + 1} is damaged and was left out.`);
      if (page?.advice) warnings.add(page.advice);
      text += page?.text ?? '';
      options.onPage?.(index + 1, document.pageCount);
    }
    const paused = index < document.pageCount;
    if (pages.length === 0 && first === 0 && !paused)
      throw new Unreadable('malformed', 'No page of this PDF can be read. Save it again and add that.');
    const meta = { title: null, date: null, language: null, warnings: [...warnings] };
    const result = plainResult({ kind: 'pdf', text, pages, meta });
    return paused ? { ...result, next: index } : result;
  } finally {
    document.close();
    await (ocr as OcrEngine | null)?.close();
  }
}

async function readPage(
  document: PdfDocument,
  index: number,
  getOcr: () => Promise<OcrEngine>,
  signal: AbortSignal | undefined,
): Promise<(ReadPage & { advice: string | null }) | null> {
  const layer = document.page(index, textLayer);
  if (!layer) return null;
  const own = { ...layer, ocr: false, confidence: null, advice: null };
  if (layer.engine === 'text-layer') return own;
  const picture = document.page(index, (page) => page.render({ width: ocrWidth(page), rotation: 0 }));
  if (!picture) return own;
  const found = await (await getOcr()).recognise(picture, signal);
  if (!betterThan(found, layer, layer.engine)) return own;
  return { ...found, width: layer.width, height: layer.height, ocr: true };
}

function textLayer(page: PdfPage): TextLayer {
  const asShown = page.characters(0);
  const rotation = uprightTurn(asShown);
  const characters = rotation === 0 ? asShown : page.characters(rotation);
  const solid = characters.filter((character) => character.box && character.code > 32);
  const unmapped = solid.filter(isUnmapped).length / Math.max(1, solid.length);
  const laid = layText(characters);
  const engine = engineFor({
    text: laid.text,
    images: page.images,
    paths: page.paths,
    unmapped,
    pictured: page.pictured,
  });
  return { ...laid, rotation, width: page.width, height: page.height, engine };
}

/** No letter known, or one of the private use area, where fonts put shapes that stand for nothing. */
const isUnmapped = ({ unmapped, code }: { unmapped: boolean; code: number }) =>
  unmapped || code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff);

/** What OCR found stands in for the layer unless it is unsure of itself where the layer says something. */
function betterThan(found: OcrPage, layer: LaidText, engine: Engine): boolean {
  const solid = (text: string) => text.replace(/\s/g, '').length;
  if (engine === 'both') return found.confidence >= surelyRead && solid(found.text) > 1.5 * solid(layer.text);
  return found.confidence >= surelyRead || solid(found.text) > 2 * solid(layer.text);
}

function ocrWidth(page: PdfPage): number {
  const scale = Math.min(dotsPerInch / 72, longestSide / Math.max(page.width, page.height));
  return Math.max(1, Math.round(page.width * scale));
}
