// Pages put at their place in a document's text.
import type { Page } from '@vito/contracts/reading';

/** A page read by itself: offsets of its words count from its own start; its size is that of the untouched page. */
export interface ReadPage extends Pick<Page, 'ocr' | 'confidence' | 'rotation' | 'words'> {
  text: string;
  width: number;
  height: number;
}

/** Page `number` (from 1), whose text starts at `start` in the document. Its size becomes that of the upright page. */
export function placedPage(read: ReadPage, number: number, start: number): Page {
  const { ocr, confidence, rotation } = read;
  const sideways = rotation % 180 !== 0;
  return {
    page: number,
    start,
    end: start + read.text.length,
    ...{ ocr, confidence, rotation },
    width: sideways ? read.height : read.width,
    height: sideways ? read.width : read.height,
    words: read.words.map((word) => ({ ...word, start: word.start + start, end: word.end + start })),
  };
}
