// The distractors: as many as asked, the same every time, many of them, and no answer among them.
import { cut } from '@vito/understanding/cut';
import { read } from '@vito/understanding/read';
import { expect, it } from 'vitest';
import { distractors } from './search-distractors.js';
import { questions } from './search-questions.js';

it('makes the same five thousand passages from the same seed, and others from another', () => {
  const files = distractors();
  expect(files.reduce((sum, file) => sum + file.passages, 0)).toBe(5000);
  expect(distractors()).toEqual(files);
  expect(distractors(5000, 7)).not.toEqual(files);
});

it('is cut into at least as many pieces as it says, almost all of them different', async () => {
  const files = distractors(600);
  const pieces: string[] = [];
  for (const { name, text } of files)
    pieces.push(...cut((await read(Buffer.from(text), name)).reading).map((p) => p.text));
  expect(pieces.length).toBeGreaterThanOrEqual(600);
  expect(new Set(pieces).size).toBeGreaterThan(pieces.length * 0.97);
});

it('holds no answer of the sample', () => {
  const all = distractors()
    .map(({ text }) => text)
    .join('\n');
  const said = questions().flatMap(({ answer, alternates }) => [answer, ...alternates.map((one) => one.answer)]);
  expect(said.filter((answer) => all.includes(answer))).toEqual([]);
});
