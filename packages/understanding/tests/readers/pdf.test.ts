// PDF pages: their text in order, and a box for every word on the upright page.
import type { Reading, Word } from '@vito/contracts/reading';
import { read } from '@vito/understanding/read';
import { uprightTurn } from '@vito/understanding/readers/pdf-text';
import { expect, test } from 'vitest';
import { fixture } from './reading.js';

async function readPdf(name: string): Promise<Reading> {
  return (await read(fixture(name), name)).reading;
}

function wordAt(reading: Reading, text: string, page = 1): Word {
  const word = reading.pages[page - 1]?.words.find(({ start, end }) => reading.text.slice(start, end) === text);
  if (!word) throw new Error(`no word ${text} on page ${page}`);
  return word;
}

/** What must hold of any reading with pages: ranges in order and apart, words inside their page, boxes on it. */
function expectSound(reading: Reading): void {
  let last = 0;
  for (const page of reading.pages) {
    expect(page.start).toBeGreaterThanOrEqual(last);
    last = page.end;
    let at = page.start;
    for (const { start, end, x, y, width, height } of page.words) {
      expect(start).toBeGreaterThanOrEqual(at);
      expect(end).toBeLessThanOrEqual(page.end);
      expect(reading.text.slice(start, end)).toMatch(/^\S+$/);
      at = end;
      for (const value of [x, y, x + width, y + height]) expect(value).toBeGreaterThanOrEqual(0);
      expect(Math.max(x + width, y + height)).toBeLessThanOrEqual(1.000001);
    }
  }
  expect(last).toBe(reading.text.length);
}

test('words stand where the page shows them, from its top left', async () => {
  const reading = await readPdf('letter.pdf');
  expect(reading.text).toBe('We will deliver the pump by 5 May 2026.');
  expectSound(reading);
  const first = wordAt(reading, 'We');
  expect(first.x).toBeCloseTo(40 / 400, 2); // drawn at x 40 of 400, baseline at 120 of 200 from the bottom
  expect(first.y + first.height).toBeCloseTo(80 / 200, 2);
  expect(wordAt(reading, '2026.').x).toBeGreaterThan(wordAt(reading, 'May').x);
});

test('pages keep to their own ranges, and a page that is turned by its own entry is read upright', async () => {
  const reading = await readPdf('rotation.pdf');
  expectSound(reading);
  const [first, second] = reading.pages;
  expect(reading.text.slice(first?.start, first?.end)).toMatch(/^This is my first page with normal layout\.\n/);
  expect(reading.text.slice(second?.start, second?.end)).toMatch(/^This is my second page\. It will have a landscape/);
  expect(second).toMatchObject({ page: 2, rotation: 0, width: 792, height: 612, ocr: false, confidence: null });
  expect(wordAt(reading, 'Second', 2).y).toBeGreaterThan(wordAt(reading, 'This', 2).y);
});

test('a page whose text lies on its side is turned until it stands', async () => {
  const reading = await readPdf('hello_world_rotated.pdf');
  expectSound(reading);
  expect(reading.pages.map(({ rotation }) => rotation)).toEqual([270, 270, 270, 270, 270]);
  expect(reading.pages[0]).toMatchObject({ width: 612, height: 792 });
  const [hello, world] = [wordAt(reading, 'Hello'), wordAt(reading, 'world')];
  expect(world.x).toBeGreaterThan(hello.x + hello.width);
  expect(hello.width).toBeGreaterThan(hello.height);
});

test('a page with some slanted words stays as it is', async () => {
  const reading = await readPdf('rotated.pdf');
  expectSound(reading);
  expect(reading.pages[0]?.rotation).toBe(0);
  expect(uprightTurn([])).toBe(0);
});

test('ligatures fall apart into letters', async () => {
  expect((await readPdf('copy_paste_ligatures.pdf')).text).toBe('abcdeffffiflffifflststghijklmno');
});

test('an empty user password, a lost cross-reference table and vertical writing are no obstacle', async () => {
  expect((await readPdf('enc_emptyuser128.pdf')).text).toContain('This is my second page.');
  expect((await readPdf('xref_command_missing.pdf')).text).toBe('Reduced test-case');
  const vertical = await readPdf('vertical.pdf');
  expectSound(vertical);
  expect(vertical.text).toContain('日本語');
});

test('progress is told after each page, and an abort ends the reading', async () => {
  const told: [number, number][] = [];
  await read(fixture('rotation.pdf'), 'a.pdf', { onPage: (done, total) => told.push([done, total]) });
  expect(told).toEqual([
    [1, 2],
    [2, 2],
  ]);
  const stop = new AbortController();
  const reading = read(fixture('rotation.pdf'), 'a.pdf', {
    onPage: () => stop.abort(new Error('enough')),
    signal: stop.signal,
  });
  await expect(reading).rejects.toThrow('enough');
});
