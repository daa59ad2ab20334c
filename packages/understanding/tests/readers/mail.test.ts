// A mail's text, head and attachments, whatever its encoding and structure.
import { read } from '@vito/understanding/read';
import { expect, test } from 'vitest';
import { bytesOf, mail, readMail, unreadable } from './reading.js';

const boundary = 'Content-Type: multipart/mixed; boundary="b"';
const part = (headers: string[], ...body: string[]) => ['--b', ...headers, '', ...body];
const sub = (headers: string[], ...body: string[]) => ['--s', ...headers, '', ...body];
const base64 = (text: string) => Buffer.from(text).toString('base64');

test.each([
  ['quoted-printable', 'utf-8', 'Das Büro – „morgen“', 'Das B=C3=BCro =E2=80=93 =E2=80=9Emorgen=\r\n=E2=80=9C'],
  ['base64', 'utf-8', 'El técnico lo envía', base64('El técnico lo envía')],
  ['quoted-printable', 'iso-8859-1', 'Torpläne', 'Torpl=E4ne'],
  ['quoted-printable', 'windows-1252', 'I’ll pay – “soon”', 'I=92ll pay =96 =93soon=94'],
  ['quoted-printable', 'iso-8859-15', '400 €', '400 =A4'],
  ['quoted-printable', 'koi8-r', 'Отправлю', '=EF=D4=D0=D2=C1=D7=CC=C0'],
])('%s in %s is decoded', async (encoding, charset, text, body) => {
  const headers = [`Content-Type: text/plain; charset=${charset}`, `Content-Transfer-Encoding: ${encoding}`];
  const { reading } = await readMail(headers, body);
  expect(reading.text).toBe(text);
});

test('8-bit text that names no charset is read as windows-1252, in its headers too', async () => {
  const source = 'From: Ra\xfal <raul@north.example>\r\nSubject: Men\xfa\r\n\r\nMa\xf1ana \x96 a las 10.\r\n';
  const { reading } = await read(bytesOf(source, 'latin1'), 'a.eml');
  expect(reading.text).toBe('Mañana – a las 10.');
  expect(reading.messages[0]?.from?.name).toBe('Raúl');
  expect(reading.meta.title).toBe('Menú');
});

test('the head tells who wrote to whom, in answer to what', async () => {
  const { message, reading } = await readMail(
    [
      'Subject: =?utf-8?q?C=C3=A1mara?=',
      'To: "Berg, Ada" <ada@south.example>, team: bo@south.example, <ci@south.example>;',
      'Cc: dee@south.example',
      'Date: Thu, 26 Mar 2026 18:05:30 EST',
      'Message-ID: <m3@north.example>',
      'In-Reply-To: <m2@south.example>',
      'References: <m1@north.example>',
      ' <m2@south.example><m1@north.example>',
      'Organization: North Mills',
    ],
    'Yes.',
  );
  expect(message).toMatchObject({
    id: 'm3@north.example',
    inReplyTo: 'm2@south.example',
    references: ['m1@north.example', 'm2@south.example'],
    from: { name: null, address: 'a@north.example', organisation: 'North Mills' },
    subject: 'Cámara',
    sentAt: '2026-03-26T18:05:30-05:00',
    automatic: false,
    bulk: false,
  });
  expect(message.to.map((party) => party.address)).toEqual([
    'ada@south.example',
    'bo@south.example',
    'ci@south.example',
  ]);
  expect(message.to[0]?.name).toBe('Berg, Ada');
  expect(message.cc.map((party) => party.address)).toEqual(['dee@south.example']);
  expect(reading.meta).toMatchObject({ title: 'Cámara', date: '2026-03-26T18:05:30-05:00', warnings: [] });
});

test('a date that cannot be read is no date of today', async () => {
  const { message, reading } = await readMail(['Date: soon'], 'Hello');
  expect(message.sentAt).toBeNull();
  expect(reading.meta.warnings).toEqual([expect.stringContaining('Date header')]);
});

test('without a Date header the first server stands in', async () => {
  const { message } = await readMail(
    [
      'Received: from b by c; Thu, 26 Mar 2026 19:00:00 +0000',
      'Received: from a by b; Thu, 26 Mar 2026 18:05:30 -0400',
    ],
    'Hello',
  );
  expect(message.sentAt).toBe('2026-03-26T18:05:30-04:00');
});

test.each([
  ['Auto-Submitted: auto-replied', true, false],
  ['Auto-Submitted: no', false, false],
  ['Precedence: auto_reply', true, false],
  ['Subject: Automatische Antwort: Plan', true, false],
  ['Return-Path: <>', true, false],
  ['Precedence: bulk', false, true],
  ['List-Unsubscribe: <mailto:off@north.example>', false, true],
  ['Subject: My automatic reply machine', false, false],
])('%s: automatic %s, bulk %s', async (header, automatic, bulk) => {
  const { message } = await readMail([header], 'Hello');
  expect({ automatic: message.automatic, bulk: message.bulk }).toEqual({ automatic, bulk });
});

test('of alternatives the plain one is read, and an HTML part beside plain ones is not lost', async () => {
  const { reading } = await readMail(
    [boundary],
    ...part(['Content-Type: multipart/alternative; boundary="s"']),
    ...sub(['Content-Type: text/plain'], 'Plain words.'),
    ...sub(['Content-Type: text/html'], '<p>HTML words.</p>'),
    '--s--',
    ...part(['Content-Type: text/html'], '<p>A second part.</p>'),
    ...part(['Content-Type: text/plain'], 'A third part.'),
    '--b--',
  );
  expect(reading.text).toBe('Plain words.\n\nA second part.\n\nA third part.');
});

test('an HTML alternative with pictures is read where no plain one says anything', async () => {
  const { reading } = await readMail(
    [boundary.replace('mixed', 'alternative')],
    ...part(['Content-Type: text/plain'], '   '),
    ...part(['Content-Type: multipart/related; boundary="s"']),
    ...sub(['Content-Type: text/html'], '<p>I will <b>pay</b> on Friday.<br>Bo</p><style>p{}</style>'),
    '--s--',
    '--b--',
  );
  expect(reading.text).toBe('I will pay on Friday.\nBo');
});

test('attachments come out as files, an attached mail among them, and its text is not taken for this one', async () => {
  const pdf = Buffer.from('%PDF-1.4 …');
  const source = mail(
    ['From: a@north.example', boundary],
    ...part(['Content-Type: text/plain'], 'See attached.'),
    ...part(
      [
        'Content-Type: application/octet-stream; name="x"',
        'Content-Transfer-Encoding: base64',
        'Content-Disposition: attachment; filename="../Offer 1.pdf"',
      ],
      pdf.toString('base64'),
    ),
    ...part(['Content-Type: message/rfc822'], 'From: c@south.example', 'Subject: Old', '', 'I will deliver on Monday.'),
    ...part(['Content-Type: text/calendar; method=REQUEST'], 'BEGIN:VCALENDAR', 'END:VCALENDAR'),
    '--b--',
  );
  const { reading, enclosures } = await read(source, 'a.eml');
  expect(reading.text).toBe('See attached.');
  expect(enclosures.map(({ name, mediaType }) => [name, mediaType])).toEqual([
    ['Offer 1.pdf', 'application/pdf'],
    ['attachment-2.eml', 'message/rfc822'],
    ['attachment-3.ics', 'text/calendar'],
  ]);
  expect(Buffer.from(enclosures[0]?.bytes ?? [])).toEqual(pdf);
  const inner = await read(enclosures[1]?.bytes ?? new Uint8Array(), 'attachment-2.eml');
  expect(inner.reading.text).toBe('I will deliver on Monday.');
});

test('mails nested without end are not unpacked without end', async () => {
  let source = 'From: a@north.example\r\n\r\nThe innermost.\r\n';
  for (let depth = 0; depth < 80; depth++) {
    source = `From: a@north.example\r\nContent-Type: multipart/mixed; boundary="n${depth}"\r\n\r\n--n${depth}\r\nContent-Type: message/rfc822\r\n\r\n${source}\r\n--n${depth}--\r\n`;
  }
  const { reading, enclosures } = await read(bytesOf(source), 'a.eml');
  expect(enclosures).toEqual([]);
  expect(reading.meta.warnings).toContainEqual(expect.stringContaining('left out'));
});

test('a mail without text is a mail', async () => {
  const { reading } = await readMail(['Subject: nothing']);
  expect(reading.text).toBe('');
  expect(reading.messages).toHaveLength(1);
});

test('a mail whose end is missing says so', async () => {
  const { reading } = await readMail([boundary], ...part(['Content-Type: text/plain'], 'Half a sent'));
  expect(reading.text).toBe('Half a sent');
  expect(reading.meta.warnings).toContainEqual(expect.stringContaining('cut off'));
});

test('NULs and half surrogates never reach the text', async () => {
  const { reading } = await readMail(['Content-Type: text/html'], 'a\0b &#xD800; &#0; c');
  expect(reading.text).not.toMatch(/\p{Surrogate}/u);
  expect(reading.text).not.toContain('\0');
});

test('headers without end, and HTML without a floor, are refused as damaged', async () => {
  const headers = Array.from({ length: 60_000 }, (_, i) => `X-Filler-${i}: ${'x'.repeat(30)}`);
  expect((await unreadable(mail(['From: a@north.example', ...headers], 'Hi'), 'a.eml')).reason).toBe('malformed');
  const deep = mail(['From: a@north.example', 'Content-Type: text/html'], `${'<div>'.repeat(100_000)}Hi`);
  expect((await unreadable(deep, 'a.eml')).reason).toBe('malformed');
});
