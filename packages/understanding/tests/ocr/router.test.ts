// Which pages are read by OCR: pictures and noise, never a good text layer.
import { engineFor, letterShare } from '@vito/understanding/ocr/router';
import { expect, test } from 'vitest';

const prose = 'The buyer pays each invoice within thirty days.';

test.each([
  ['good text', { text: prose, images: 0, paths: 0, unmapped: 0, pictured: 0 }, 'text-layer'],
  ['good text over a scan', { text: prose, images: 1, paths: 0, unmapped: 0, pictured: 0 }, 'text-layer'],
  [
    'a printed head over the scan of a letter',
    { text: prose, images: 1, paths: 0, unmapped: 0, pictured: 0.7 },
    'both',
  ],
  [
    'a page of text with a picture',
    { text: prose.repeat(20), images: 1, paths: 0, unmapped: 0, pictured: 0.7 },
    'text-layer',
  ],
  ['a stamped number on a scan', { text: 'Page 3 of 12', images: 1, paths: 0, unmapped: 0, pictured: 0 }, 'ocr'],
  ['an almost empty page', { text: 'Page 3 of 12', images: 0, paths: 4, unmapped: 0, pictured: 0 }, 'text-layer'],
  ['letters drawn as outlines', { text: '', images: 0, paths: 900, unmapped: 0, pictured: 0 }, 'ocr'],
  ['noise', { text: '■□▢▣▤ ▥▦▧▨▩ ▪▫▬▭▮ ▯▰▱▲△ ▴▵▶▷▸ ▹►▻', images: 0, paths: 0, unmapped: 0, pictured: 0 }, 'ocr'],
  ['letters that the font does not name', { text: prose, images: 0, paths: 0, unmapped: 0.8, pictured: 0 }, 'ocr'],
  [
    'a table of contents',
    {
      text: `Delivery ${'.'.repeat(60)} 4\nPayment ${'.'.repeat(60)} 7\nNotice 9`,
      images: 0,
      paths: 0,
      unmapped: 0,
      pictured: 0,
    },
    'text-layer',
  ],
] as const)('%s', (_, page, engine) => {
  expect(engineFor(page)).toBe(engine);
});

test('letters of any script count', () => {
  expect(letterShare('日本語 Привет Größe')).toBe(1);
  expect(letterShare('')).toBe(1);
});
