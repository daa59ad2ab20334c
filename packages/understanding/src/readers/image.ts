// A picture of one or more pages, read by OCR.
import type { Page } from '@vito/contracts/reading';
import type { OcrEngine, OcrPage } from '../ocr/engine.js';
import { createOcr } from '../ocr/recognise.js';
import { withoutHeic } from './heic.js';
import { placedPage } from './pages.js';
import { type Frame, framesOf, pixels, uprightFrame } from './picture.js';
import { plainResult, type ReadOptions, type ReadResult } from './result.js';

/** Longest side in pixels that OCR is given: an A4 page at about 220 dpi. */
const longestSide = 2600;

export async function readImage(file: Uint8Array, options: ReadOptions): Promise<ReadResult> {
  const bytes = await withoutHeic(file);
  const frames = await framesOf(bytes);
  const ocr = createOcr(options.languages);
  try {
    const pages: Page[] = [];
    let text = '';
    const first = options.from ?? 0;
    const warnings = new Set<string>();
    for (const frame of frames.slice(first)) {
      options.signal?.throwIfAborted();
      if (frame.index > first && options.pause?.()) return partOf({ text, pages, warnings }, frame.index);
      if (frame.index > first) text += '\n\n';
      const found = await readFrame(bytes, frame, ocr, options.signal);
      if (found.advice) warnings.add(found.advice);
      pages.push(
        placedPage({ ...found, ocr: true, width: frame.width, height: frame.height }, frame.index + 1, text.length),
      );
      text += found.text;
      options.onPage?.(frame.index + 1, frames.length);
    }
    return partOf({ text, pages, warnings }, null);
  } finally {
    await ocr.close();
  }
}

/** One page of a picture by OCR. */
export async function readFrame(
  bytes: Uint8Array,
  frame: Frame,
  ocr: OcrEngine,
  signal?: AbortSignal,
): Promise<OcrPage> {
  const grey = (await uprightFrame(bytes, frame.index, longestSide)).greyscale();
  const { data, info } = await pixels(grey, bytes);
  const channels = info.channels as 1 | 3 | 4;
  return ocr.recognise({ data, width: info.width, height: info.height, channels }, signal);
}

interface Part {
  text: string;
  pages: Page[];
  warnings: Set<string>;
}

function partOf({ text, pages, warnings }: Part, next: number | null): ReadResult {
  const meta = { title: null, date: null, language: null, warnings: [...warnings] };
  const result = plainResult({ kind: 'image', text, pages, meta });
  return next === null ? result : { ...result, next };
}
