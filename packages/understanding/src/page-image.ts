// The upright picture of a page, on which the words' boxes lie.
import { Unreadable } from './unreadable.js';

export interface PageImage {
  bytes: Uint8Array;
  mediaType: 'image/png';
  /** Pixels. */
  width: number;
  height: number;
}

export interface PageImageOptions {
  /** Pixels that the upright page shall be wide. Pictures are never enlarged. Default: 1600, or less for a small picture. */
  width?: number;
  /** `rotation` of that page in the reading (0, 90, 180, 270), so that nothing is detected twice. Default 0. */
  rotation?: number;
}

const usualWidth = 1600;
/** Pixels on a side at most, whatever is asked for. */
const longestSide = 4000;

/**
 * Page `page` (from 1) of a PDF or picture as PNG, turned like `reading.pages[page - 1].rotation`.
 * Throws Unreadable: 'no-pages' where there is no such page, else as reading does.
 */
export async function pageImage(
  bytes: Uint8Array,
  kind: 'pdf' | 'image',
  page: number,
  options: PageImageOptions = {},
): Promise<PageImage> {
  const width = Math.min(longestSide, Math.max(16, Math.round(options.width ?? usualWidth)));
  const rotation = ((((options.rotation ?? 0) % 360) + 360) % 360) as 0 | 90 | 180 | 270;
  return kind === 'pdf' ? pdfPage(bytes, page, width, rotation) : picturePage(bytes, page, width, rotation);
}

async function pdfPage(bytes: Uint8Array, page: number, width: number, rotation: number): Promise<PageImage> {
  const { openPdf } = await import('./readers/pdfium.js');
  const document = await openPdf(bytes);
  try {
    const picture = document.page(page - 1, (found) => {
      const ratio = rotation % 180 === 0 ? found.height / found.width : found.width / found.height;
      const fitting = Math.max(1, Math.round(Math.min(width, longestSide / ratio)));
      return found.render({ width: fitting, rotation });
    });
    if (!picture) throw noSuchPage(page, document.pageCount);
    const { default: sharp } = await import('sharp');
    const { data, width: across, height, channels } = picture;
    const png = sharp(data, { raw: { width: across, height, channels } })
      .removeAlpha()
      .png();
    return { bytes: new Uint8Array(await png.toBuffer()), mediaType: 'image/png', width: across, height };
  } finally {
    document.close();
  }
}

async function picturePage(file: Uint8Array, page: number, width: number, rotation: number): Promise<PageImage> {
  const { withoutHeic } = await import('./readers/heic.js');
  const bytes = await withoutHeic(file);
  const { framesOf, pixels, uprightFrame } = await import('./readers/picture.js');
  const { default: sharp } = await import('sharp');
  const frames = await framesOf(bytes);
  const frame = frames[page - 1];
  if (!frame) throw noSuchPage(page, frames.length);
  const ratio = rotation % 180 === 0 ? frame.height / frame.width : frame.width / frame.height;
  const longest = Math.max(1, Math.round(Math.min(longestSide, ratio > 1 ? width * ratio : width)));
  const { data, info } = await pixels(await uprightFrame(bytes, frame.index, longest), bytes);
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const png = await sharp(data, { raw }).rotate(rotation).png().toBuffer({ resolveWithObject: true });
  return { bytes: new Uint8Array(png.data), mediaType: 'image/png', width: png.info.width, height: png.info.height };
}

function noSuchPage(page: number, count: number): Unreadable {
  return new Unreadable('no-pages', `There is no page ${page}; this document has ${count}.`);
}
