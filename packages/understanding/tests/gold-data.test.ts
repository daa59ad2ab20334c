// The gold data of commitments keeps its own rules: quotes that stand in their files, days that exist, threads that hang together.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

const GOLD = join(import.meta.dirname, '../fixtures/gold');
const HALVES = ['tuned', 'tuned-2', 'tuned-3', 'held', 'held-2'];
/** Sets of single files, without threads. */
const SINGLES = ['tuned-4', 'tuned-5', 'held-3'];
const LANGUAGES = readdirSync(GOLD).filter((name) => /^(es|pt|de|fr)(-tuned)?$/.test(name));
const STATUSES = ['proposed', 'accepted', 'declined', 'renegotiated', 'delegated', 'fulfilled', 'cancelled'] as const;

const day = z.string().nullable();
const commitment = z.strictObject({
  quote: z.string().min(1),
  debtor: z.string().min(1),
  debtorAliases: z.array(z.string()),
  creditor: z.string().nullable(),
  creditorAliases: z.array(z.string()),
  action: z.string().min(1),
  due: day,
  duePrecision: z.enum(['none', 'day', 'time']),
  acceptDue: z.array(day),
  status: z.enum(STATUSES),
  condition: z.string().nullable(),
});
const fileLine = z.strictObject({ file: z.string(), thread: z.string().nullable(), commitments: z.array(commitment) });
const threadLine = z.strictObject({
  thread: z.string(),
  file: z.string(),
  quote: z.string(),
  finalStatus: z.enum(STATUSES),
  finalDue: day,
  acceptFinalDue: z.array(day),
  finalDebtor: z.string(),
  restatements: z.array(z.strictObject({ file: z.string(), quote: z.string() })),
});
const message = z.object({ text: z.string() });

function lines<T>(path: string, shape: z.ZodType<T>): T[] {
  const rows = readFileSync(path, 'utf8').split('\n');
  return rows.filter((row) => row !== '').map((row) => shape.parse(JSON.parse(row)));
}

const golds = (set: string) => lines(join(GOLD, set, 'gold.jsonl'), fileLine);
const sources = (set: string) => readdirSync(join(GOLD, set, 'source')).filter((name) => name !== 'slack-users.json');
const oneSpace = (text: string): string => text.replace(/\s+/g, ' ');

/** The words of a source file with its mail, chat or calendar wrapping undone. */
async function words(set: string, file: string): Promise<string> {
  const raw = readFileSync(join(GOLD, set, 'source', file));
  if (file.endsWith('.eml')) return (await simpleParser(raw)).text ?? '';
  const text = raw.toString('utf8');
  if (file.endsWith('.json')) {
    const said = z.array(message).parse(JSON.parse(text));
    return said.map((one) => one.text).join('\n');
  }
  if (file.endsWith('.ics')) {
    const unfolded = text.replace(/\r?\n /g, '');
    return unfolded.replaceAll('\\n', '\n').replace(/\\([,;\\])/g, '$1');
  }
  return text;
}

/** What is wrong with a due value and its precision, or nothing. */
function dueFault(due: string | null, precision: string): string | undefined {
  if (due === null) return precision === 'none' ? undefined : 'a precision without a due';
  if (!DateTime.fromISO(due).isValid) return 'no such day';
  const timed = /T\d\d:\d\d:\d\d[+-]\d\d:\d\d$/.test(due);
  return precision === (timed ? 'time' : 'day') ? undefined : 'precision and due differ';
}

describe.each([...HALVES, ...SINGLES, ...LANGUAGES])('gold data of %s', (set) => {
  test('every source file has one line and every line its file', () => {
    const named = golds(set).map((line) => line.file);
    expect(named.toSorted()).toEqual(sources(set).toSorted());
  });

  test('every quote stands in the decoded words of its file', async () => {
    const lost: string[] = [];
    for (const line of golds(set)) {
      const text = oneSpace(await words(set, line.file));
      for (const { quote } of line.commitments) if (!text.includes(quote)) lost.push(`${line.file}: ${quote}`);
    }
    expect(lost).toEqual([]);
  });

  test('every due is a day or a time with its offset, as its precision says', () => {
    const all = golds(set).flatMap((line) => line.commitments);
    const faults = all.flatMap((one) => dueFault(one.due, one.duePrecision) ?? []);
    expect(faults).toEqual([]);
  });

  test('the weekday in every mail header is the one of its date', () => {
    const wrong = sources(set).filter((file) => {
      if (!file.endsWith('.eml')) return false;
      const date = /^Date: (.+)$/m.exec(readFileSync(join(GOLD, set, 'source', file), 'latin1'))?.[1] ?? '';
      return !DateTime.fromRFC2822(date).isValid;
    });
    expect(wrong).toEqual([]);
  });
});

const threads = (set: string) => lines(join(GOLD, set, 'threads.jsonl'), threadLine);

test.each([...HALVES, ...SINGLES, ...LANGUAGES])(
  'every statement in the threads of %s is a commitment of its file',
  (set) => {
    const said = new Set(golds(set).flatMap((line) => line.commitments.map((one) => `${line.file}: ${one.quote}`)));
    const told = threads(set).flatMap((one) => [one, ...one.restatements].map((at) => `${at.file}: ${at.quote}`));
    expect(told.filter((one) => !said.has(one))).toEqual([]);
  },
);

test.each(HALVES)('all ends of a commitment occur in %s, over 14 threads or more', (set) => {
  expect(new Set(threads(set).map((one) => one.finalStatus))).toEqual(new Set(STATUSES));
  expect(new Set(threads(set).map((one) => one.thread)).size).toBeGreaterThanOrEqual(14);
});

test('there are 150 commitments or more, and 12 or more in each language', () => {
  const count = (set: string) => golds(set).reduce((sum, line) => sum + line.commitments.length, 0);
  expect(HALVES.reduce((sum, set) => sum + count(set), 0)).toBeGreaterThanOrEqual(150);
  expect(LANGUAGES.filter((set) => count(set) < 12)).toEqual([]);
});
