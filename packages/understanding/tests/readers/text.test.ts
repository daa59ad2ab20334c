// Plain text, Markdown, HTML and Word: the words that a person sees, in any encoding.
import { read } from '@vito/understanding/read';
import { expect, test } from 'vitest';
import { bytesOf, fixture, unreadable } from './reading.js';

const words = 'Wir zahlen – „bald“ – 400 €.';
const readText = async (bytes: Uint8Array, name: string) => (await read(bytes, name)).reading.text;

test.each([
  ['UTF-8', bytesOf(words)],
  ['UTF-8 with its mark', bytesOf(`\ufeff${words}`)],
  ['UTF-16 with its mark', bytesOf(`\ufeff${words}`, 'utf16le')],
  ['UTF-16 without one', bytesOf(words, 'utf16le')],
  ['UTF-16, big end first', new Uint8Array(Buffer.from(`\ufeff${words}`, 'utf16le').swap16())],
  ['windows-1252', bytesOf('Wir zahlen \x96 \x84bald\x93 \x96 400 \x80.', 'latin1')],
])('%s', async (_, bytes) => {
  const shown = await readText(bytes, 'a.txt');
  expect(shown.replace('”', '“')).toBe(words);
});

test('line ends become \\n, NULs go, the rest stays as it stands', async () => {
  expect(await readText(bytesOf('# A\r\n\r\n* b\rc\n  d \n'), 'a.md')).toBe('# A\n\n* b\nc\n  d \n');
  expect(await readText(bytesOf(`${'I will pay. '.repeat(20)}\0`), 'a.txt')).not.toContain('\0');
});

test('text may look like mail, JSON or HTML and still be text', async () => {
  for (const source of ['From: me\nSubject: x\n\nhello', '{"a": 1}', '<p>hello</p>', 'BEGIN:VCALENDAR']) {
    expect(await readText(bytesOf(source), 'a.txt')).toBe(source);
  }
});

test('HTML keeps lines, lists and rows, and leaves out what is not seen', async () => {
  const page = `<html lang="de"><head><title>The &amp; plan</title><style>p {}</style></head><body><h1>Plan</h1>
    <p>I will <a href="https://north.example">pay</a>
    on Friday.<br>Bo<img alt="logo" src="x"></p><ul><li>one</li><li>two</li></ul>
    <table><tr><th>Who</th><th><p>What</p></th></tr><tr><td>Ada</td><td><p class=x>pays</p></td></tr></table>
    <script>alert(1)</script><div style="color:red; display:none">not seen</div></body></html>`;
  const { reading } = await read(bytesOf(page), 'a.html');
  expect(reading.text).toBe('Plan\n\nI will pay on Friday.\nBo\n\n* one\n* two\n\nWho\tWhat\nAda\tpays');
  expect(reading.meta).toMatchObject({ title: 'The & plan', language: 'de' });
});

test('the charset that a page names is believed', async () => {
  const page = bytesOf('<html><head><meta charset="iso-8859-1"></head><body>B\xfcro</body></html>', 'latin1');
  expect(await readText(page, 'a.htm')).toBe('Büro');
});

test('HTML made to exhaust a parser is refused or read, quickly', async () => {
  const started = Date.now();
  expect((await unreadable(bytesOf('<div>'.repeat(200_000)), 'a.html')).reason).toBe('malformed');
  for (const piece of ['<!--', '<div a', '<', '<p>x', '</b>'])
    await read(bytesOf(`<html>${piece.repeat(20_000)}`), 'a.html');
  expect(Date.now() - started).toBeLessThan(15_000);
});

test('a Word document: paragraphs and rows, inserted text but not deleted', async () => {
  const { reading } = await read(fixture('minutes.docx'), 'minutes.docx');
  expect(reading.kind).toBe('word');
  expect(reading.text).toBe(
    'Minutes, 4 May 2026\n\nMara will send the new price list by Friday.\n\nOwner\tTask\nIven\tBook the hall',
  );
});
