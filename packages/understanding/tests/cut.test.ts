// Cutting: pieces cover the own words of a reading, hold together what is said together, and know where they stand.
import { describe, expect, it } from 'vitest';
import { cut } from '../src/cut.js';
import { read } from '../src/read.js';

const piecesOf = async (text: string, name: string) => {
  const { reading } = await read(Buffer.from(text), name);
  return { reading, pieces: cut(reading) };
};
const mail = (body: string) =>
  `From: Ada Quill <ada@quill.example>\nTo: Bo Reed <bo@reed.example>\nDate: Mon, 2 Mar 2026 09:00:00 +0100\nSubject: The winch\nMessage-ID: <a@quill.example>\nContent-Type: text/plain; charset=utf-8\n\n${body}\n`;
const long =
  'The drum of the winch was measured twice and is within what the drawing allows, as far as anybody can read it.';

describe('a mail', () => {
  it('is cut at paragraphs, with subject, speaker, who is spoken to, and the time', async () => {
    const { reading, pieces } = await piecesOf(
      mail(`${long}\n\nThe rope is another matter. Nobody likes the rope.`),
      'a.eml',
    );
    expect(pieces.map(({ text }) => text)).toEqual([long, 'The rope is another matter. Nobody likes the rope.']);
    expect(pieces[1]).toMatchObject({ title: 'The winch', saidAt: '2026-03-02T09:00:00+01:00', page: null });
    expect(pieces[1]?.speakers.map(({ name }) => name)).toEqual(['Ada Quill']);
    expect(pieces[1]?.addressed.map(({ address }) => address)).toEqual(['bo@reed.example']);
    for (const piece of pieces) expect(reading.text.slice(piece.start, piece.end)).toBe(piece.text);
  });

  it('gives nothing of what it quotes', async () => {
    const { pieces } = await piecesOf(
      mail(`I agree with that.\n\nOn Mon, 2 Mar 2026 Bo wrote:\n> The moon is cheese.\n`),
      'a.eml',
    );
    expect(pieces.map(({ text }) => text).join('\n')).not.toContain('cheese');
  });

  it('never makes a piece longer than it should be, however long the paragraph', async () => {
    const { pieces } = await piecesOf(mail(Array(12).fill(long).join(' ')), 'a.eml');
    expect(pieces.length).toBeGreaterThan(3);
    expect(Math.max(...pieces.map(({ text }) => text.length))).toBeLessThanOrEqual(420);
  });
});

describe('a chat', () => {
  const line = (seconds: number, user: string, text: string) => ({
    type: 'message',
    ts: `${seconds}.0001`,
    user,
    text,
  });

  it('is cut into exchanges: question and answer together, another matter hours later apart', async () => {
    const day = [
      line(1000, 'U1', 'who has the key?'),
      line(1060, 'U2', 'me'),
      line(20_000, 'U1', 'the gate is shut now'),
    ];
    const { pieces } = await piecesOf(JSON.stringify(day), 'yard.json');
    expect(pieces.map(({ text }) => text)).toEqual(['who has the key?\nme', 'the gate is shut now']);
  });
});
