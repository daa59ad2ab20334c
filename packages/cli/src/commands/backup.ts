// `vito backup FOLDER`: rows, files and keys, apart from each other, in one folder.
import { resolve } from 'node:path';
import { countsIn, countsInWords } from '../backup-counts.js';
import { type Call, command, WrongUse } from '../command.js';
import { runCore } from '../core-process.js';

const options = {
  'without-keys': { type: 'boolean', about: 'leave the keys out: without them nobody can read what was backed up' },
} as const;

export const backup = command({
  usage: 'FOLDER [OPTIONS]',
  about:
    'Writes everything of the data folder (or of the database that DATABASE_URL names) to a new folder: rows, files and, apart from them, the keys. A server that runs goes on running. Whoever has the folder with its keys can read everything in it.',
  options,
  examples: ['vito backup ~/safe/vito-2026-03-26', 'VITO_DATA=~/vito-data vito backup /mnt/safe/vito --without-keys'],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  const [given, ...more] = args;
  if (given === undefined || more.length > 0) throw new WrongUse('Say which one folder to write: vito backup FOLDER');
  const flags = values['without-keys'] ? ['--without-keys'] : [];
  const { code, printed } = await runCore({ args: ['backup', resolve(given), ...flags], env, stdout: 'keep' });
  if (code !== 0) return 1;
  const counts = countsIn(printed);
  if (out.jsonOnly) out.json(counts);
  out.line(`Backed up ${countsInWords(counts)} to ${counts.folder}`);
  return 0;
}
