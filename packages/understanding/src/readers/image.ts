// A picture of one or more pages, read by OCR.
import type { Page } from '@vito/contracts/reading';
import { createTesseract } from '../ocr/tesseract.js';
import { withoutHeic } from './heic.js';
import { placedPage } from './pages.js';
import { framesOf, pixels, uprightFrame } from './picture.js';
import { plainResult, type ReadOptions, type ReadResult } from './result.js';

/** Longest side in pixels that OCR is given: an A4 page at about 220 dpi. */
const longestSide = 2600;

export async function readImage(file: Uint8Array, options: ReadOptions): Promise<ReadResult> {
  const bytes = await withoutHeic(file);
  const frames = await framesOf(bytes);
  const ocr = createTesseract();
  try {
    const pages: Page[] = [];
    let text = '';
    for (const frame of frames) {
      options.signal?.throwIfAborted();
      if (frame.index > 0) text += '\n\n';
      const grey = (await uprightFrame(bytes, frame.index, longestSide)).greyscale();
      const { data, info } = await pixels(grey, bytes);
      const channels = info.channels as 1 | 3 | 4;
      const found = await ocr.recognise({ data, width: info.width, height: info.height, channels }, options.signal);
      pages.push(
        placedPage({ ...found, ocr: true, width: frame.width, height: frame.height }, frame.index + 1, text.length),
      );
      text += found.text;
      options.onPage?.(frame.index + 1, frames.length);
    }
    return plainResult({ kind: 'image', text, pages });
  } finally {
    await ocr.close();
  }
}
