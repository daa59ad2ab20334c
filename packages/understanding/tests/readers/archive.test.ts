// Archives: every file in them is a document of its own, chats are known as such, and none can trick or swell.
import { read } from '@vito/understanding/read';
import { expect, test } from 'vitest';
import { type Part, zip } from '../../fixtures/make/zip.js';
import { fixture, unreadable } from './reading.js';

const open = async (name: string) => read(fixture(name), name);
const names = (result: Awaited<ReturnType<typeof read>>) => result.enclosures.map(({ name }) => name);
const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString();

test('files keep their names, without ways out of the archive, clutter and locked ones', async () => {
  const found = await open('papers.zip');
  expect(names(found)).toEqual(['letter.eml', 'notes.txt', '3 - notes.txt', 'inner.zip']);
  expect(found.reading).toMatchObject({ kind: 'archive', text: '' });
  expect(found.reading.meta.warnings).toEqual([
    expect.stringMatching(/Files with a password in this archive \(1\) were left out/),
    expect.stringMatching(/point outside/),
  ]);
  const inner = await read(found.enclosures[3]?.bytes ?? new Uint8Array(), 'inner.zip');
  expect(text(inner.enclosures[0]?.bytes)).toBe('Ada will wash the crates.');
});

test('a Slack export gives its people first, then the days of every channel', async () => {
  const found = await open('slack-export.zip');
  expect(names(found)).toEqual(['users.json', 'dock-2026-05-04.json', 'general-2026-05-04.json']);
  expect(found.reading.meta.warnings).toEqual([]);
});

test('a WhatsApp export is its chat, named as the archive', async () => {
  const found = await open('WhatsApp Chat - Dock.zip');
  expect(names(found)).toEqual(['WhatsApp Chat - Dock.txt']);
  expect(found.reading.meta.warnings).toEqual([expect.stringMatching(/Pictures and recordings.*\(1\)/)]);
  const chat = await read(found.enclosures[0]?.bytes ?? new Uint8Array(), 'WhatsApp Chat - Dock.txt');
  expect(chat.reading.messages.map(({ from }) => from?.name)).toEqual(['Mara Lind', 'Iven Marsh']);
});

const nested = (depth: number): Part => {
  const content = depth === 0 ? 'deep' : zip([nested(depth - 1)]);
  return { name: depth === 0 ? 'deep.txt' : `${depth}.zip`, content };
};

test('archives nest three deep, and no deeper', async () => {
  expect(names(await read(zip([nested(3)]), 'a.zip'))).toEqual(['3.zip']);
  const found = await read(zip([nested(4), { name: 'a.txt', content: 'a' }]), 'a.zip');
  expect(names(found)).toEqual(['a.txt']);
  expect(found.reading.meta.warnings).toEqual([expect.stringMatching(/“4.zip” holds more than 3 archives/)]);
});

test.each([
  [
    'files that swell',
    [1, 2, 3, 4, 5].map((n) => ({ name: `${n}.txt`, content: Buffer.alloc(45_000_000) })),
    /more than 200 MB/,
  ],
  [
    'archives inside that swell',
    [1, 2, 3].map((n) => ({ name: `${n}.zip`, content: zip([{ name: 'a.zip', content: Buffer.alloc(80_000_000) }]) })),
    /more than 200 MB/,
  ],
  [
    'more files than anybody looks at',
    Array.from({ length: 2_001 }, (_, n) => ({ name: `${n}.txt`, content: '' })),
    /2001 files.*add the folder/,
  ],
])('%s are refused', async (_, parts, message) => {
  expect(await unreadable(zip(parts), 'a.zip')).toMatchObject({
    reason: 'too-large',
    message: expect.stringMatching(message),
  });
});

test('a damaged file does not take the others with it', async () => {
  const archive = zip([
    { name: 'bad.txt', content: 'x'.repeat(500) },
    { name: 'good.txt', content: 'good' },
  ]);
  archive.fill(0xff, 30 + 7, 30 + 12);
  const found = await read(archive, 'a.zip');
  expect(names(found)).toEqual(['good.txt']);
  expect(found.reading.meta.warnings).toEqual([expect.stringMatching(/cannot be unpacked \(1\)/)]);
});
