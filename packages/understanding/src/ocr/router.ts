// Which engine reads a page: its own text layer, or OCR on its picture. A good text layer is never replaced.

interface PageEvidence {
  /** The text layer as laid out. */
  text: string;
  /** Pictures on the page. */
  images: number;
  /** Drawn paths; a page of outlined letters has hundreds. */
  paths: number;
  /** Share (0..1) of characters for which the font names no letter. */
  unmapped: number;
  /** Share (0..1) of the page that its largest picture covers. */
  pictured: number;
}

/** `both`: OCR is tried, and stands in for the layer only where it finds far more. */
export type Engine = 'text-layer' | 'ocr' | 'both';

/** Fewer characters than this on a page with a picture: a scan, perhaps with a stamped page number. */
const fewCharacters = 25;
/** Below this share of letters and digits a text layer is noise from a font without a Unicode map. */
const fewestLetters = 0.6;
const manyPaths = 200;
/** A picture this large above or below this little text may be the scan of a letter under a printed head. */
const largePicture = 0.4;
const littleText = 400;

export function engineFor(page: PageEvidence): Engine {
  const solid = page.text.replace(/\s/g, '');
  if (solid.length < fewCharacters) return page.images > 0 || page.paths >= manyPaths ? 'ocr' : 'text-layer';
  if (page.pictured >= largePicture && solid.length < littleText) return 'both';
  return page.unmapped > 0.4 || letterShare(solid) < fewestLetters ? 'ocr' : 'text-layer';
}

/** Share of letters and digits; leaders and rules (runs of one sign) do not count at all. */
export function letterShare(text: string): number {
  const counted = text.replace(/([^\p{L}\p{N}])\1{2,}/gu, '').replace(/\s/g, '');
  if (counted === '') return 1;
  return (counted.match(/[\p{L}\p{N}\p{M}]/gu)?.length ?? 0) / [...counted].length;
}
