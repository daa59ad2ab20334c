// How well search finds: sixty questions over the sample company among five thousand distractors, on the real server.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Part, say } from '../setup/report.js';
import { distractors } from './search-distractors.js';
import { answers, type Question, questions, tunedWith } from './search-questions.js';
import { searchAtScale } from './search-scale.js';
import { openSearchServer, type SearchServer } from './search-server.js';

const samples = join(import.meta.dirname, '../../samples');
const top = 5;

/** `quick`: a tenth of the distractors and of the passages at scale. */
export async function searchQuality({ quick }: { quick: boolean }): Promise<Part> {
  const server = await openSearchServer();
  try {
    const count = quick ? 500 : 5000;
    await fill(server, count);
    const scores = await recall(server);
    const scale = await searchAtScale(server, quick ? 10_000 : 100_000);
    const share = (of: (one: Scored) => boolean) => shareFound(scores.filter(of));
    const figures = {
      distractors: count,
      recallAt5: share(() => true),
      sharing: share((one) => one.words === 'sharing'),
      none: share((one) => one.words === 'none'),
      tuned: share((one) => one.tuned),
      held: share((one) => !one.tuned),
    };
    return {
      figures: { search: { ...figures, ...scale.figures } },
      checks: [
        [`search, recall@5 of 60 questions among ${count} distractors >= 0.85`, figures.recallAt5 >= 0.85],
        ...scale.checks,
      ],
      lines: [...table(scores), ...scale.lines],
    };
  } finally {
    await server.close();
  }
}

interface Scored extends Question {
  tuned: boolean;
  /** Its place among those found, from 1; null: not among them. */
  place: number | null;
}

const shareFound = (scores: Scored[]) =>
  scores.filter(({ place }) => place !== null && place <= top).length / Math.max(1, scores.length);

async function fill({ client, indexed }: SearchServer, count: number): Promise<void> {
  let files = 0;
  const put = async (name: string, bytes: Uint8Array) => {
    await client.upload({ name, bytes: new Uint8Array(bytes) });
    files++;
  };
  await put('users.json', readFileSync(join(samples, 'chat/users.json')));
  for (const folder of ['mail', 'chat', 'documents'])
    for (const name of readdirSync(join(samples, folder)))
      if (name !== 'users.json') await put(name, readFileSync(join(samples, folder, name)));
  for (const { name, text } of distractors(count)) await put(name, Buffer.from(text));
  let told = 0;
  await indexed(files, (now) => {
    if (now < told + 100) return;
    told = now;
    say(`  ${now} documents are indexed`);
  });
}

async function recall({ client }: SearchServer): Promise<Scored[]> {
  const tuned = tunedWith(questions());
  const scores: Scored[] = [];
  for (const one of questions()) {
    const { passages } = await client.call('ask', { query: { q: one.question, limit: 50 } });
    const place = passages.findIndex(({ name, text }) => answers(one, { file: name, text })) + 1;
    scores.push({ ...one, tuned: tuned.has(one.id), place: place || null });
  }
  return scores;
}

function table(scores: Scored[]): string[] {
  const row = (name: string, of: (one: Scored) => boolean) => {
    const some = scores.filter(of);
    const within = (n: number) => some.filter(({ place }) => place !== null && place <= n).length;
    return `${name.padEnd(34)} ${[1, 5, 20, 50].map((n) => `@${n} ${(within(n) / some.length).toFixed(2)}`).join('   ')}   of ${some.length}`;
  };
  return [
    row('recall, all questions', () => true),
    row('  sharing words with the answer', (one) => one.words === 'sharing'),
    row('  sharing none', (one) => one.words === 'none'),
    row('  tuned with', (one) => one.tuned),
    row('  held back', (one) => !one.tuned),
    // Only misses of the tuned half are shown: who has seen the others cannot measure with them.
    ...scores
      .filter((one) => one.tuned && (one.place === null || one.place > top))
      .map((one) => `  miss (${one.words}, place ${one.place ?? '> 50'}): ${one.question}`),
  ];
}
