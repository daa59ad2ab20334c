// How right the answers are, on public data: dates in words against the resolution their authors wrote down.

import { type DateScore, datesFolder, hasDates, scoreDates } from './quality/dates.js';
import { measureDna } from './quality/dna.js';
import { finish, parseBench, say } from './setup/report.js';

// `--only NAME`: that part alone.
const at = process.argv.indexOf('--only');
const only = at < 0 ? null : (process.argv.splice(at, 2)[1] ?? '');
const { quick } = parseBench(
  'npm run bench -- quality [--quick] [--only dates|dna]',
  'Resolves the single dates and date-times of the public specifications; reports the half tuned with and the half held back.',
);

if (only === null || only === 'dna') {
  const { figures, checks, lines } = await measureDna();
  for (const line of lines) say(line);
  finish({ bench: 'quality', quick, dna: figures }, checks);
}
if (only !== null && only !== 'dates') {
  // nothing more was asked for
} else if (hasDates()) {
  const { dev, held, misses } = scoreDates();
  const share = ({ right, total }: DateScore) => right / Math.max(1, total);
  const row = (name: string, score: DateScore) =>
    say(
      `${name.padEnd(12)} ${String(score.right).padStart(5)} of ${String(score.total).padStart(3)}   ${share(score).toFixed(3)}`,
    );
  say('dates        right          share');
  row('tuned half', dev);
  row('other half', held);
  // Only misses of the tuned half are shown: who has seen the others cannot measure with them.
  for (const { text, now, wanted, got } of misses.filter((miss) => miss.half === 'dev'))
    say(`  miss: "${text}" said ${now}: wanted ${wanted ?? 'no date'}, got ${got ?? 'no date'}`);
  finish(
    { bench: 'quality', quick, dates: { dev: { ...dev, share: share(dev) }, held: { ...held, share: share(held) } } },
    [
      ['dates, tuned half >= 0.95', share(dev) >= 0.95],
      ['dates, other half >= 0.85', share(held) >= 0.85],
    ],
  );
} else {
  say(`No date specifications: looked for DateParser.json and DateTimeParser.json in ${datesFolder}`);
  process.exitCode = 1;
}
