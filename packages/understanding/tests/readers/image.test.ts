// Scans: text and word boxes by OCR, upright however the page lay on the glass.
import type { Page, Reading } from '@vito/contracts/reading';
import { pageImage } from '@vito/understanding/page-image';
import { read } from '@vito/understanding/read';
import { framesOf } from '@vito/understanding/readers/picture';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { fixture } from './reading.js';

const truth = Buffer.from(fixture('phototest.txt')).toString('utf8');
const pageText = (reading: Reading, page: Page | undefined) => reading.text.slice(page?.start, page?.end);

/** Character error rate (0..1): edits that turn `found` into `wanted`, per character of `wanted`, white space folded. */
function errorRate(found: string, wanted: string): number {
  const [a, b] = [found, wanted].map((text) => [...text.replace(/\s+/g, ' ').trim()]) as [string[], string[]];
  let row = b.map((_, i) => i + 1);
  for (const [i, char] of a.entries()) {
    let [diagonal, left] = [i, i + 1];
    row = row.map((above, j) => {
      left = Math.min(above + 1, left + 1, diagonal + (char === b[j] ? 0 : 1));
      diagonal = above;
      return left;
    });
  }
  return (row.at(-1) ?? 0) / b.length;
}

/** Share of dark pixels inside and outside the boxes of a page's words, on the page's own picture. */
async function ink(bytes: Uint8Array, kind: 'pdf' | 'image', page: Page): Promise<{ inside: number; outside: number }> {
  const image = await pageImage(bytes, kind, page.page, { rotation: page.rotation, width: 800 });
  const { data, info } = await sharp(image.bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([image.width, image.height]);
  const tally = { inside: [0, 0], outside: [0, 0] };
  for (let i = 0; i < data.length; i++) {
    const [x, y] = [((i % info.width) + 0.5) / info.width, (Math.floor(i / info.width) + 0.5) / info.height];
    const within = page.words.some((w) => x >= w.x && x <= w.x + w.width && y >= w.y && y <= w.y + w.height);
    const counts = within ? tally.inside : tally.outside;
    counts[0] = (counts[0] ?? 0) + ((data[i] ?? 255) < 128 ? 1 : 0);
    counts[1] = (counts[1] ?? 0) + 1;
  }
  const share = ([dark = 0, all = 0]: number[]) => dark / Math.max(1, all);
  return { inside: share(tally.inside), outside: share(tally.outside) };
}

test('a scanned page is read, and its boxes lie on its words', async () => {
  const { reading } = await read(fixture('phototest.tif'), 'phototest.tif');
  expect(errorRate(reading.text, truth)).toBeLessThan(0.05);
  const [page] = reading.pages;
  expect(page).toMatchObject({ ocr: true, rotation: 0, width: 640, height: 480 });
  expect(page?.confidence).toBeGreaterThan(80);
  const { inside, outside } = await ink(fixture('phototest.tif'), 'image', page as Page);
  expect(inside).toBeGreaterThan(0.15);
  expect(outside).toBeLessThan(0.002);
});

test('a page scanned sideways is turned', async () => {
  const { reading } = await read(fixture('phototest-rotated.png'), 'a.png');
  expect(errorRate(reading.text, truth)).toBeLessThan(0.05);
  expect(reading.pages[0]).toMatchObject({ rotation: 270, width: 640, height: 480 });
  const { inside, outside } = await ink(fixture('phototest-rotated.png'), 'image', reading.pages[0] as Page);
  expect(inside).toBeGreaterThan(0.15);
  expect(outside).toBeLessThan(0.002);
});

test('a photograph is turned as its EXIF entry says', async () => {
  const { reading } = await read(fixture('exif-turned.jpg'), 'a.jpg');
  expect(errorRate(reading.text, truth)).toBeLessThan(0.05);
  expect(reading.pages[0]).toMatchObject({ rotation: 0, width: 640, height: 480 });
});

test('every page of a TIFF is read, also one that stands on its head', async () => {
  const told: number[] = [];
  const { reading } = await read(fixture('two-pages.tif'), 'a.tif', { onPage: (done) => told.push(done) });
  expect(reading.pages.map(({ rotation }) => rotation)).toEqual([0, 180]);
  for (const page of reading.pages) expect(errorRate(pageText(reading, page), truth)).toBeLessThan(0.05);
  expect(told).toEqual([1, 2]);
});

test('scanned pages of a PDF are read like pictures', async () => {
  const { reading } = await read(fixture('scanned.pdf'), 'scanned.pdf');
  expect(reading.pages.map(({ ocr, rotation }) => [ocr, rotation])).toEqual([
    [true, 0],
    [true, 270],
  ]);
  for (const page of reading.pages) {
    expect(errorRate(pageText(reading, page), truth)).toBeLessThan(0.05);
    const { inside, outside } = await ink(fixture('scanned.pdf'), 'pdf', page);
    expect(inside).toBeGreaterThan(0.15);
    expect(outside).toBeLessThan(0.002);
  }
});

test('a font that names wrong letters is read by its looks', async () => {
  const { reading } = await read(fixture('garbled-font.pdf'), 'a.pdf');
  expect(reading.text).toBe('We will deliver the pump by the first of May.');
  expect(reading.pages[0]?.ocr).toBe(true);
});

test('several languages at a time come out readable', async () => {
  const { reading } = await read(fixture('eurotext.tif'), 'a.tif');
  expect(errorRate(reading.text, Buffer.from(fixture('eurotext.txt')).toString('utf8'))).toBeLessThan(0.05);
});

test('an abort ends a page in the middle of its reading', async () => {
  const stop = new AbortController();
  setTimeout(() => stop.abort(new Error('enough')), 50);
  await expect(read(fixture('eurotext.tif'), 'a.tif', { signal: stop.signal })).rejects.toThrow('enough');
});

test('a page’s picture has the width that is asked for, and no page is made up', async () => {
  const wide = await pageImage(fixture('letter.pdf'), 'pdf', 1, { width: 1000 });
  expect([wide.width, wide.height, wide.mediaType]).toEqual([1000, 500, 'image/png']);
  const turned = await pageImage(fixture('letter.pdf'), 'pdf', 1, { width: 500, rotation: 90 });
  expect([turned.width, turned.height]).toEqual([500, 1000]);
  const small = await pageImage(fixture('phototest.tif'), 'image', 1, { width: 320, rotation: 90 });
  expect([small.width, small.height]).toEqual([320, 427]);
  await expect(pageImage(fixture('letter.pdf'), 'pdf', 2)).rejects.toMatchObject({ reason: 'no-pages' });
  await expect(pageImage(fixture('two-pages.tif'), 'image', 3)).rejects.toMatchObject({ reason: 'no-pages' });
});

test('a HEIC picture is read, and drawn, as any other', async () => {
  const { reading } = await read(fixture('page.heic'), 'page.heic');
  expect(errorRate(reading.text, truth)).toBeLessThan(0.02);
  expect(reading.pages).toMatchObject([{ page: 1, ocr: true, width: 640, height: 480 }]);
  expect(await pageImage(fixture('page.heic'), 'image', 1, { width: 320 })).toMatchObject({ width: 320, height: 240 });
});

test.each(['small.webp', 'small.gif', 'small.avif'])('%s is a picture with one page', async (name) => {
  expect(await framesOf(fixture(name))).toEqual([{ index: 0, width: 400, height: 300 }]);
});
