// How right the answers are: dates in words against the resolution their authors wrote down; and what a model adds, or spoils.
import { type DateScore, datesFolder, hasDates, scoreDates } from './quality/dates.js';
import { measureModel } from './quality/model.js';
import { finish, parseBench, say } from './setup/report.js';

const { quick, only } = parseBench(
  'npm run bench -- quality [--quick] [--only dates|model]',
  'Resolves the single dates and date-times of the public specifications; reports the half tuned with and the half held back.\n' +
    'Then lets a model on this machine check a thread of forty mails, and one that lies, and one that stalls.',
  ['dates', 'model'],
);

if (only === 'model') {
  // measured below
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

if (only !== 'dates') {
  const { figures, checks, lines } = await measureModel(quick);
  for (const line of lines) say(line);
  finish({ bench: 'quality', quick, model: figures }, checks);
}
