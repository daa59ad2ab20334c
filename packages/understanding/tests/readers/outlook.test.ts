// Messages that Outlook saved (.msg), and what Exchange wraps in winmail.dat: read as the mails that they are.
import { read } from '@vito/understanding/read';
import { expect, test } from 'vitest';
import { compoundFile, promise } from '../../fixtures/make/outlook.js';
import { fixture, unreadable } from './reading.js';

const open = async (name: string) => read(fixture(name), name);

test('a message has its people, its time, its words and what is attached', async () => {
  const { reading, enclosures } = await open('promise.msg');
  const [message] = reading.messages;
  expect(reading.text).toBe('Hi Iven,\n\nI will send you the price list by Friday.\n\nMara');
  expect(message).toMatchObject({
    id: 'm1@tarn.example',
    subject: 'Preisliste für Mai',
    from: { name: 'Mara Lind', address: 'mara@tarn.example' },
    to: [{ name: 'Iven Marsh', address: 'iven@calder.example' }],
    cc: [{ name: 'Ada Fell', address: 'ada@calder.example' }],
    sentAt: '2026-05-04T09:30:00+00:00',
  });
  expect(enclosures.map(({ name }) => name)).toEqual(['terms.txt', 'The earlier one.eml']);
  const [, inner] = enclosures;
  const attached = await read(inner?.bytes ?? new Uint8Array(), 'The earlier one.eml');
  expect(attached.reading.text).toBe('Can you send the price list?');
  expect(attached.reading.messages[0]?.from?.name).toBe('Iven Marsh');
});

test('a sealed message says so', async () => {
  expect((await open('sealed.msg')).reading.meta.warnings).toContainEqual(expect.stringMatching(/encrypted or sealed/));
});

test('an appointment is no mail', async () => {
  const item = compoundFile({
    '__properties_version1.0': Buffer.alloc(32),
    '__substg1.0_001A001F': Buffer.from('IPM.Appointment', 'utf16le'),
  });
  expect(await unreadable(item, 'a.msg')).toMatchObject({
    reason: 'unsupported',
    message: expect.stringMatching(/\.ics/),
  });
});

test('a message whose chains run in a circle is damaged', async () => {
  const bytes = promise();
  const table = (bytes.readUInt32LE(76) + 1) * 512; // the first sector of successors
  const directory = bytes.readUInt32LE(48);
  bytes.writeUInt32LE(directory, table + directory * 4);
  expect(await unreadable(bytes, 'a.msg')).toMatchObject({ reason: 'malformed' });
});

test('an entry that is its own child is damaged', async () => {
  const bytes = promise();
  const directory = (bytes.readUInt32LE(48) + 1) * 512;
  bytes.writeUInt32LE(bytes.readUInt32LE(directory + 76), directory + 128 + 72);
  expect(await unreadable(bytes, 'a.msg')).toMatchObject({ reason: 'malformed' });
});

test('what a winmail.dat holds belongs to its mail', async () => {
  const { reading, enclosures } = await open('winmail.eml');
  expect(reading.text).toBe('I will pay the invoice by 8 May 2026.');
  expect(reading.messages[0]?.from?.name).toBe('Mara Lind');
  expect(enclosures.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
    ['terms of payment.txt', 'Calder shall pay within 30 days.'],
  ]);
  expect((await open('winmail.dat')).reading).toMatchObject({ kind: 'mail', text: reading.text });
});
