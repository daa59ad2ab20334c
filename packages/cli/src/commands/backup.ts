// `vito backup FILE`: rows, files and keys in one file.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Call, command, WrongUse } from '../command.js';
import { runCore } from '../core-process.js';

const options = {} as const;

export const backup = command({
  usage: 'FILE',
  about:
    'Writes everything of the data folder (or of the database that DATABASE_URL names) to one file: rows, files and, apart from them, the keys. Whoever has this file can read everything in it.',
  options,
  examples: ['vito backup vito-2026-03-26.backup', 'VITO_DATA=~/vito-data vito backup ~/safe/vito.backup'],
  run,
});

async function run({ args, out, env }: Call<typeof options>): Promise<number> {
  const [given, ...more] = args;
  if (given === undefined || more.length > 0) throw new WrongUse('Say which one file to write: vito backup FILE');
  const file = resolve(given);
  const { code } = await runCore({ args: ['backup', file], env, stdout: out.jsonOnly ? 'words' : 'inherit' });
  if (code !== 0) return 1;
  if (out.jsonOnly) out.json({ file: given, bytes: statSync(file).size });
  return 0;
}
