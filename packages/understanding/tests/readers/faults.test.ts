// Files that cannot be read: each fault has its own reason and a sentence that names the way out. Nothing else is thrown.
import { knownKind, read } from '@vito/understanding/read';
import { checkArchive } from '@vito/understanding/readers/zip';
import { Unreadable } from '@vito/understanding/unreadable';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytesOf, fixture, unreadable } from './reading.js';

test.each([
  ['empty.pdf', 'empty', /empty/],
  ['truncated.pdf', 'truncated', /cut off.*again/],
  ['truncated.docx', 'truncated', /cut off.*again/],
  ['truncated.png', 'truncated', /cut off.*again/],
  ['encrypted.pdf', 'encrypted', /password.*copy/],
  ['encrypted.docx', 'encrypted', /Remove its password/],
  ['picture-named.pdf', 'mislabelled', /\.pdf, but it seems to be a PNG picture\. Give it/],
  ['page-named.pdf', 'mislabelled', /an HTML page\. Rename it to end in \.html/],
  ['program-named.txt', 'mislabelled', /a Windows program\. ViTo reads/],
  ['archive-named.docx', 'mislabelled', /a ZIP archive/],
  ['zip-bomb.docx', 'too-large', /more than 200 MB/],
  ['pixel-bomb.png', 'too-large', /too large.*300 dpi/],
  ['no-pages.pdf', 'no-pages', /no pages/],
  ['damaged-page.pdf', 'malformed', /No page of this PDF can be read/],
  ['empty.csv', 'empty', /no rows.*again/],
  ['truncated.csv', 'truncated', /inside a quoted cell.*again/],
  ['picture-named.csv', 'mislabelled', /\.csv, but it seems to be a PNG picture/],
  ['no-sheets.xlsx', 'no-pages', /no sheets.*save it again/],
  ['truncated.xlsx', 'truncated', /cut off.*again/],
  ['encrypted.xlsx', 'encrypted', /Remove its password/],
  ['picture-named.xlsx', 'mislabelled', /\.xlsx, but it seems to be a PNG picture/],
  ['no-slides.pptx', 'no-pages', /no slides.*save it again/],
  ['truncated.pptx', 'truncated', /cut off.*again/],
  ['encrypted.pptx', 'encrypted', /Remove its password/],
  ['picture-named.pptx', 'mislabelled', /\.pptx, but it seems to be a PNG picture/],
  ['empty.odt', 'empty', /0 bytes/],
  ['truncated.odt', 'truncated', /cut off.*again/],
  ['encrypted.odt', 'encrypted', /has a password. Save it without one/],
  ['picture-named.odt', 'mislabelled', /\.odt, but it seems to be a PNG picture/],
  ['empty.rtf', 'empty', /0 bytes/],
  ['truncated.rtf', 'truncated', /cut off.*again/],
  ['picture-named.rtf', 'mislabelled', /\.rtf, but it seems to be a PNG picture/],
  ['empty.zip', 'empty', /no files in this archive/],
  ['truncated.zip', 'truncated', /archive is cut off.*again/],
  ['encrypted.zip', 'encrypted', /have a password. Unpack it/],
  ['picture-named.zip', 'mislabelled', /\.zip, but it seems to be a PNG picture/],
  ['empty-teams.json', 'empty', /no messages/],
  ['truncated-teams.json', 'truncated', /JSON file is cut off/],
  ['empty.msg', 'empty', /holds no message/],
  ['truncated.msg', 'truncated', /cut off.*again/],
  ['picture-named.msg', 'mislabelled', /\.msg, but it seems to be a PNG picture/],
  ['empty.heic', 'empty', /0 bytes/],
  ['page-named.heic', 'mislabelled', /\.heic, but it seems to be an HTML page/],
  ['page-named.webp', 'mislabelled', /\.webp, but it seems to be an HTML page/],
  ['page-named.gif', 'mislabelled', /\.gif, but it seems to be an HTML page/],
  ['truncated.webp', 'truncated', /cut off.*again/],
  ['truncated.gif', 'truncated', /cut off.*again/],
  ['truncated.heic', 'truncated', /cut off.*again/],
  ['pixel-bomb.heic', 'too-large', /60 million pixels.*JPEG/],
  ['truncated-winmail.dat', 'truncated', /winmail.dat is cut off/],
])('%s is %s', async (name, reason, message) => {
  const refused = await unreadable(fixture(name), name);
  expect(refused.reason).toBe(reason);
  expect(refused.message).toMatch(message);
});

test.each([
  ['a.eml', 'just some words', 'mislabelled'],
  ['a.mbox', 'From: a@north.example\n\nHi', 'mislabelled'],
  ['a.ics', 'just some words', 'mislabelled'],
  ['a.txt', '%PDF-1.4\n1 0 obj', 'mislabelled'],
  ['a.md', '\x89PNG\r\n\x1a\n0000', 'mislabelled'],
  ['a.png', '\xff\xd8\xff\xe0 not a picture', 'malformed'],
  ['a.xlsx', 'PK\x03\x04 xl/workbook.xml', 'truncated'],
  ['a.xls', 'a,b\n1,2', 'unsupported'],
  ['a.csv', '<html><body>', 'mislabelled'],
  ['a.docx', 'PK\x03\x04 xl/workbook.xml', 'mislabelled'],
  ['a.jsonl', '{"a":1}\n{"a":2}', 'unsupported'],
  ['noname', '\x7fELF\x02\x01', 'unsupported'],
  ['a.txt', '\0\0\0\0\0\0', 'empty'],
  ['a.docx', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0', 'mislabelled'],
])('%s that holds %j is %s', async (name, content, reason) => {
  const outcome = await read(bytesOf(content, 'latin1'), name).catch((error: unknown) => error);
  if (name === 'a.png') expect(outcome).toBeInstanceOf(Unreadable);
  else expect(outcome).toMatchObject({ reason });
});

test('a mail with a line out of place is still a mail', async () => {
  const source =
    'Received: from a by b\nbroken line without a colon\nFrom: a@north.example\nSubject: Plan\n\nI will pay.';
  expect((await read(bytesOf(source), 'a.eml')).reading.text).toContain('I will pay.');
});

test('a name without an ending is read by its content', async () => {
  expect((await read(bytesOf('From: a@north.example\nSubject: x\n\nHi'), 'message')).reading.kind).toBe('mail');
  expect((await read(bytesOf('Some words.'), 'README')).reading.kind).toBe('text');
  expect((await read(fixture('letter.pdf'), 'scan.bin')).reading.kind).toBe('pdf');
  expect((await read(bytesOf('Some words.'), 'note.dat', { mediaType: 'text/plain' })).reading.kind).toBe('text');
});

test.each([
  ['a.EML', 'mail'],
  ['folder/b.htm', 'html'],
  ['c.JPEG', 'image'],
  ['d.tiff', 'image'],
  ['d.vtt', 'transcript'],
  ['d.SRT', 'transcript'],
  ['g.XLSX', 'sheet'],
  ['g.tsv', 'sheet'],
  ['g.pptx', 'slides'],
  ['g.odt', 'word'],
  ['g.zip', 'archive'],
  ['g.msg', 'mail'],
  ['2026-03-04.json', 'chat'],
  ['slack-users.json', null],
  ['export/users.json', null],
  ['export/channels.json', null],
  ['e.jsonl', null],
  ['f.exe', null],
  ['README', null],
  ['.eml.swp', null],
])('the name %s promises %s', (name, kind) => {
  expect(knownKind(name)).toBe(kind);
});

test('an archive whose claims lie is stopped while it unpacks', () => {
  const archive = Buffer.from(fixture('minutes.docx'));
  expect(() => checkArchive(archive, 1200)).toThrow(expect.objectContaining({ reason: 'too-large' }));
  for (let at = archive.indexOf('PK\x01\x02'); at >= 0; at = archive.indexOf('PK\x01\x02', at + 1)) {
    archive.writeUInt32LE(10, at + 24); // the size that the central directory claims
  }
  expect(() => checkArchive(archive, 1200)).toThrow(expect.objectContaining({ reason: 'too-large' }));
  expect(() => checkArchive(archive, 100_000)).not.toThrow();
});

const endings =
  'eml mbox json txt md html pdf png jpg tif docx ics vtt srt csv tsv xlsx ods pptx odt rtf zip msg'.split(' ');
const starts: Record<string, string> = {
  eml: 'From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n',
  mbox: 'From a@b.example Thu Mar  5 10:12:00 2026\nFrom: a\n\n',
  json: '[{"type":"message","ts":"1.0","text":"',
  html: '<html><body>',
  pdf: '%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n',
  png: '\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10',
  jpg: '\xff\xd8\xff\xe0\0\x10JFIF',
  tif: 'II*\0\x08\0\0\0',
  docx: 'PK\x03\x04word/',
  csv: 'Owner;Task\n"',
  rtf: '{\\rtf1\\ansi {\\fonttbl{\\f0\\fcharset128 x;}}\\trowd ',
  msg: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
  vtt: 'WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>',
  srt: '1\n00:00:01,000 --> 00:00:02,000\nAda: ',
  ics: 'BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VEVENT\n',
};

async function readsOrRefuses(bytes: Uint8Array, name: string): Promise<void> {
  const outcome = await read(bytes, name).catch((error: unknown) => error);
  if (outcome instanceof Unreadable) {
    expect(outcome.message).toMatch(/\S+ \S+/);
    return;
  }
  if (outcome instanceof Error) throw outcome;
  expect(outcome).toHaveProperty('reading.text');
  const { text } = (outcome as Awaited<ReturnType<typeof read>>).reading;
  expect(text).not.toMatch(/\p{Surrogate}/u);
  expect(text).not.toContain('\0');
}

test('any bytes under any name are read or refused', async () => {
  const bytes = fc.uint8Array({ maxLength: 400, size: 'max' });
  await fc.assert(
    fc.asyncProperty(bytes, fc.constantFrom(...endings), (noise, ending) => readsOrRefuses(noise, `a.${ending}`)),
    { numRuns: 300 },
  );
});

test('any bytes behind the right beginning are read or refused', async () => {
  const bytes = fc.uint8Array({ maxLength: 300, size: 'max' });
  await fc.assert(
    fc.asyncProperty(bytes, fc.constantFrom(...endings), (noise, ending) => {
      const whole = Buffer.concat([Buffer.from(starts[ending] ?? '', 'latin1'), noise]);
      return readsOrRefuses(new Uint8Array(whole), `a.${ending}`);
    }),
    { numRuns: 200 },
  );
});

test('good files with bytes overwritten or cut are read or refused', async () => {
  const names =
    'letter.pdf rotation.pdf minutes.docx xref_command_missing.pdf plan.xlsx review.pptx notes.odt memo.rtf papers.zip promise.msg winmail.dat winmail.eml'.split(
      ' ',
    );
  const damage = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...names),
      damage,
      fc.double({ min: 0.3, max: 1, noNaN: true }),
      (name, hits, kept) => {
        const bytes = fixture(name);
        for (const [at, value] of hits) bytes[at % bytes.length] = value;
        return readsOrRefuses(bytes.subarray(0, Math.ceil(bytes.length * kept)), name);
      },
    ),
    { numRuns: 80 },
  );
});
