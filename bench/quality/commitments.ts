// How right commitments are: the gold sets of the project and the development set beside it, scored by the set's own scorers.
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { Part } from '../setup/report.js';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../..');
const shared = join(root, '../shared');
const gold = join(root, 'packages/understanding/fixtures/gold');
const languages = ['es', 'pt', 'de', 'fr'];

interface Set {
  name: string;
  folder: string;
}

interface Score {
  commitments: number;
  f1: number;
  due: number;
  debtor: number;
  whollyRight: number;
  empty: number;
  threads: number;
  /** Null where the set has no threads. */
  threadsRight: number | null;
}

const sets: readonly Set[] = [
  { name: 'development', folder: join(shared, 'data/commitments') },
  { name: 'tuned half', folder: join(gold, 'tuned-2') },
  { name: 'tuned, long tail', folder: join(gold, 'tuned') },
  { name: 'tuned, varied words', folder: join(gold, 'tuned-3') },
  { name: 'tuned, tempting', folder: join(gold, 'tuned-4') },
  { name: 'tuned, ordinary', folder: join(gold, 'tuned-5') },
  { name: 'other half', folder: join(gold, 'held') },
  { name: 'other, varied', folder: join(gold, 'held-2') },
  { name: 'other, tempting', folder: join(gold, 'held-3') },
  ...languages.map((language) => ({ name: language, folder: join(gold, language) })),
];

/** The part of the bench: needs the scorers that lie beside a working copy. */
export async function commitments(): Promise<Part> {
  if (!existsSync(join(shared, 'tools/score-commitments.mjs'))) {
    const missing = `No scorers: looked for score-commitments.mjs in ${join(shared, 'tools')}`;
    return { figures: {}, checks: [['commitments: the scorers are there', false]], lines: [missing] };
  }
  const scores = new Map<string, Score>();
  for (const { name, folder } of sets) if (existsSync(folder)) scores.set(name, await scored(folder));
  const lines = ['commitments         items     F1    due  debtor  wholly   empty  threads   right'];
  for (const [name, score] of scores) lines.push(row(name, score));
  return { figures: { commitments: Object.fromEntries(scores) }, checks: checksOf(scores), lines };
}

function row(name: string, score: Score): string {
  const shown = [score.f1, score.due, score.debtor, score.whollyRight, score.empty].map((value) => value.toFixed(3));
  const counted = `${name.padEnd(19)} ${String(score.commitments).padStart(5)}  ${shown.join('  ')}`;
  return `${counted}  ${String(score.threads).padStart(7)}   ${score.threadsRight?.toFixed(3) ?? ''}`;
}

function checksOf(scores: ReadonlyMap<string, Score>): [string, boolean][] {
  const of = (name: string, what: string, asked: (score: Score) => boolean): [string, boolean] => {
    const score = scores.get(name);
    return [`commitments, ${name}: ${what}`, score !== undefined && asked(score)];
  };
  return [
    of('development', 'F1, due and debtor >= 0.90', (s) => Math.min(s.f1, s.due, s.debtor) >= 0.9),
    of('development', 'wholly right >= 0.80', (s) => s.whollyRight >= 0.8),
    of('development', 'files without any left empty >= 0.95', (s) => s.empty >= 0.95),
    of('development', 'threads right >= 0.85', (s) => (s.threadsRight ?? 0) >= 0.85),
    of('other half', 'F1 and due >= 0.80', (s) => Math.min(s.f1, s.due) >= 0.8),
    of('other half', 'wholly right >= 0.60', (s) => s.whollyRight >= 0.6),
    ...languages.map((language) => of(language, 'F1 >= 0.70', (s) => s.f1 >= 0.7)),
  ];
}

/** The CLI over a folder's sources, and the scorers over what it prints. */
async function scored(folder: string): Promise<Score> {
  const scratch = mkdtempSync(join(tmpdir(), 'vito-quality-'));
  try {
    const found = JSON.parse(await score(scratch, folder, 'extract', 'gold.jsonl', 'score-commitments.mjs'));
    const ends = JSON.parse(await score(scratch, folder, 'threads', 'threads.jsonl', 'score-threads.mjs'));
    return scoreOf(found, ends);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function score(scratch: string, folder: string, command: string, goldFile: string, scorer: string) {
  const predicted = join(scratch, `${basename(folder)}-${command}.jsonl`);
  const cli = ['--conditions=source', '--import', 'tsx', join(root, 'packages/cli/src/main.ts')];
  const big = { cwd: root, maxBuffer: 2 ** 28 };
  const { stdout } = await run(process.execPath, [...cli, command, join(folder, 'source'), '--json'], big);
  writeFileSync(predicted, stdout);
  const args = [join(shared, 'tools', scorer), '--json', '--gold', join(folder, goldFile), '--pred', predicted];
  return (await run(process.execPath, args, big)).stdout;
}

const ScoredItems = z.object({
  gold: z.number(),
  f1: z.number(),
  dueDayAccuracy: z.number().nullable(),
  debtorAccuracy: z.number().nullable(),
  fullyRightRate: z.number(),
  specificity: z.number(),
});
const ScoredThreads = z.object({ threads: z.number(), rightAccuracy: z.number().nullable() });

function scoreOf(found: unknown, ends: unknown): Score {
  const items = ScoredItems.parse(found);
  const threads = ScoredThreads.parse(ends);
  return {
    commitments: items.gold,
    f1: items.f1,
    due: items.dueDayAccuracy ?? 0,
    debtor: items.debtorAccuracy ?? 0,
    whollyRight: items.fullyRightRate,
    empty: items.specificity,
    threads: threads.threads,
    threadsRight: threads.rightAccuracy,
  };
}
