// `vito dates TEXT`: the due date that a phrase means, said at a given time and place. Offline.
import { resolveDue } from '@vito/understanding/deadline';
import { type Call, command, WrongUse } from '../command.js';
import { dueDistance, dueParts } from '../due.js';
import { zoneName } from '../option-values.js';

const options = {
  now: { type: 'string', value: 'ISO', about: 'when it was said, e.g. 2026-03-26T18:05:30+01:00 (default: now)' },
  tz: { type: 'string', value: 'ZONE', about: "where it was said, e.g. Europe/Berlin (default: this machine's)" },
} as const;

export const dates = command({
  usage: '"TEXT" [OPTIONS]',
  about:
    'Resolves a due date in words: a civil day stays a civil day, a time of day carries its offset. What hangs on something that has not happened yet has no date.',
  options,
  examples: [
    'vito dates "by EOD Friday" --now 2026-03-26T18:05:30+01:00 --tz Europe/Berlin',
    'vito dates "within 10 business days" --now 2026-03-26 --json',
  ],
  run,
});

async function run({ values, args, out }: Call<typeof options>): Promise<number> {
  const text = args.join(' ');
  if (text.trim() === '') throw new WrongUse('Say which words: vito dates "TEXT"');
  const now = values.now === undefined ? new Date().toISOString() : isoTime(values.now);
  const local = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const zone = values.tz === undefined ? null : zoneName('--tz', values.tz);
  const nowZone = zone ?? (values.now === undefined ? local : null);
  const found = resolveDue(text, { now, zone: nowZone, fallbackZone: local });
  const due = found?.due ?? null;
  if (out.jsonOnly) out.json({ due, precision: found?.precision ?? 'none' });
  if (due !== null) {
    const from = values.now === undefined ? `  ${out.paint('dim', dueDistance(due, new Date()))}` : '';
    out.line(`${due}  ${out.paint('dim', dueParts(due).join(' '))}${from}`);
  } else {
    out.line(found === null ? 'These words name no date.' : 'The date hangs on something that has not happened yet.');
  }
  return 0;
}

function isoTime(given: string): string {
  const iso = given.trim().replace(/^(\d{4}-\d\d-\d\d) (?=\d)/, '$1T');
  const form = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;
  if (form.test(iso) && !Number.isNaN(Date.parse(iso))) return iso;
  throw new WrongUse(`--now ${given} is no ISO time, such as 2026-03-26T18:05:30+01:00 or 2026-03-26.`);
}
