// Good files of every kind, which the fuzzing damages.
import { readFileSync } from 'node:fs';
import sharp from 'sharp';

export interface Seed {
  name: string;
  bytes: Uint8Array;
}

export interface Fuzzed {
  reader: string;
  seeds: Seed[];
}

const folder = new URL('../../packages/understanding/fixtures/', import.meta.url);
const file = (path: string): Seed => ({
  name: path.slice(path.lastIndexOf('/') + 1),
  bytes: new Uint8Array(readFileSync(new URL(encodeURI(path), folder))),
});
const own = (name: string) => file(`commitments-own/source/${name}`);
const written = (name: string, ...lines: string[]): Seed => ({
  name,
  bytes: new Uint8Array(Buffer.from(lines.join('\r\n'))),
});

const parts = written(
  'parts.eml',
  'From: =?utf-8?B?QWRh?= <ada@north.example>',
  'To: bo@south.example',
  'Subject: =?iso-8859-1?Q?B=FCro?=',
  'Date: Thu, 5 Mar 2026 10:12:00 +0100',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  'Content-Type: text/html; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '<p>I will pay =E2=82=AC 5 by <b>Friday</b>.</p><blockquote>Earlier</blockquote>',
  '--b',
  'Content-Type: message/rfc822',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('From: x@y.example\r\nSubject: Inner\r\n\r\nInner words.\r\n').toString('base64'),
  '--b--',
  '',
);
const box = written(
  'box.mbox',
  ...['One', 'Two'].map(
    (subject) =>
      `From a@b.example Thu Mar  5 10:12:00 2026\nFrom: a@b.example\nSubject: ${subject}\n\nI will pay.\n\n>From here on\n`,
  ),
);
const page = written(
  'page.html',
  '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Minutes</title></head><body><h1>Actions</h1><table><tr><td><p>Bo</p></td><td>Book the hall</td></tr></table><ul><li>One<li>Two</ul><blockquote>Said</blockquote></body></html>',
);

/** Each reader with its seeds. Pictures are small, so that reading their letters takes little time. */
export async function fuzzedReaders(): Promise<Fuzzed[]> {
  const small = sharp(file('phototest.tif').bytes).resize(160);
  const picture = async (format: 'png' | 'jpeg' | 'tiff' | 'webp' | 'gif' | 'avif') => ({
    name: `small.${format === 'jpeg' ? 'jpg' : format === 'tiff' ? 'tif' : format}`,
    bytes: new Uint8Array(await small.clone().toFormat(format).toBuffer()),
  });
  const formats = ['png', 'jpeg', 'tiff', 'webp', 'gif', 'avif'] as const;
  return [
    { reader: 'mail', seeds: [parts, own('m01.eml'), own('m05.eml'), own('t1-3.eml')] },
    { reader: 'winmail.dat', seeds: [file('winmail.eml'), file('winmail.dat')] },
    { reader: 'outlook', seeds: [file('promise.msg'), file('sealed.msg')] },
    { reader: 'mailbox', seeds: [box] },
    { reader: 'slack', seeds: [own('c01-general-2026-04-14.json')] },
    { reader: 'teams', seeds: [file('teams-chat.json')] },
    { reader: 'whatsapp', seeds: [file('whatsapp-chat-dock.txt'), file('whatsapp-us.txt')] },
    { reader: 'transcript', seeds: [file('2026-11-03-weekly.vtt'), file('harbour-call.srt')] },
    { reader: 'text', seeds: [own('d02.txt'), own('d01.md')] },
    { reader: 'html', seeds: [page] },
    { reader: 'calendar', seeds: [own('k01.ics')] },
    {
      reader: 'pdf',
      seeds: ['letter.pdf', 'rotation.pdf', 'copy_paste_ligatures.pdf', 'xref_command_missing.pdf', 'vertical.pdf'].map(
        file,
      ),
    },
    { reader: 'picture', seeds: [...(await Promise.all(formats.map(picture))), file('page.heic')] },
    { reader: 'word', seeds: [file('minutes.docx')] },
    { reader: 'opendocument', seeds: [file('notes.odt'), file('move.ods')] },
    { reader: 'rich text', seeds: [file('memo.rtf')] },
    { reader: 'workbook', seeds: [file('plan.xlsx')] },
    { reader: 'delimited', seeds: [file('tasks.csv'), file('tasks.tsv')] },
    { reader: 'slides', seeds: [file('review.pptx')] },
    { reader: 'archive', seeds: [file('papers.zip'), file('slack-export.zip'), file('WhatsApp Chat - Dock.zip')] },
  ];
}
