// The questions keep their promise: answers stand in the sample, and half of them share no word with their question.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cut } from '@vito/understanding/cut';
import { chatUsers, type ReadResult, read } from '@vito/understanding/read';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../tests/setup/database.js';
import { answers, type Question, questions } from './search-questions.js';

const samples = join(import.meta.dirname, '../../samples');
let test: TestDatabase;
let client: pg.Client;
let pieces: { file: string; text: string }[];

beforeAll(async () => {
  test = await testDatabase();
  client = new pg.Client({ connectionString: test.url });
  await client.connect();
  pieces = await piecesOfSample();
});
afterAll(async () => {
  await client.end();
  await test.drop();
});

it('has sixty questions, half of each kind, and one piece of the sample answers each', () => {
  const all = questions();
  expect(all).toHaveLength(60);
  expect(all.filter((one) => one.words === 'none')).toHaveLength(30);
  expect(all.filter((one) => !places(one).some(Boolean)).map((one) => one.question)).toEqual([]);
});

it('shares no stem of a content word between question and answer in one half, and some in the other', async () => {
  const shared: Record<string, string[]> = {};
  for (const one of questions()) {
    const answering = pieces.filter((piece) => answers(one, piece)).map((piece) => piece.text);
    shared[one.id] = await commonStems(one.question, answering.join('\n'));
  }
  const all = questions();
  const wrong = all.filter((one) => (one.words === 'none') !== (shared[one.id]?.length === 0));
  expect(wrong.map((one) => [one.question, shared[one.id]])).toEqual([]);
});

const places = (one: Question) => pieces.map((piece) => answers(one, piece));

/** Stems as PostgreSQL's English dictionary makes them, stop words left out. */
async function commonStems(a: string, b: string): Promise<string[]> {
  const { rows } = await client.query<{ stem: string }>(
    `select unnest(tsvector_to_array(to_tsvector('english', $1))) as stem
     intersect select unnest(tsvector_to_array(to_tsvector('english', $2)))`,
    [a, b],
  );
  return rows.map((row) => row.stem);
}

async function piecesOfSample() {
  const users = chatUsers(readFileSync(join(samples, 'chat/users.json'))) ?? [];
  const found: { file: string; text: string }[] = [];
  const add = (file: string, { reading }: ReadResult) =>
    found.push(...cut(reading).map(({ text }) => ({ file, text })));
  for (const folder of ['mail', 'chat', 'documents']) {
    for (const name of readdirSync(join(samples, folder))) {
      if (name === 'users.json') continue;
      const result = await read(readFileSync(join(samples, folder, name)), name, { users });
      add(name, result);
      for (const { name: inner, bytes } of result.enclosures) add(inner, await read(bytes, inner));
    }
  }
  return found;
}
