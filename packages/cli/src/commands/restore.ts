// `vito restore FOLDER`: fills an empty data folder from a backup.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { countsIn, countsInWords } from '../backup-counts.js';
import { type Call, command, Unable, WrongUse } from '../command.js';
import { runCore } from '../core-process.js';
import { dataFolder } from '../data-folder.js';

const options = {} as const;

export const restore = command({
  usage: 'FOLDER [OPTIONS]',
  about:
    'Fills an empty data folder (or the empty database that DATABASE_URL names) from a backup. Stop the server first. What is there already is never overwritten.',
  options,
  examples: ['vito restore ~/safe/vito-2026-03-26', 'VITO_DATA=~/vito-new vito restore ~/safe/vito-2026-03-26'],
  run,
});

async function run({ args, out, env }: Call<typeof options>): Promise<number> {
  const [given, ...more] = args;
  if (given === undefined || more.length > 0)
    throw new WrongUse('Say which one backup to restore: vito restore FOLDER');
  const folder = resolve(given);
  if (!existsSync(folder)) throw new Unable(`There is no folder ${given}.`);
  const { code, printed } = await runCore({ args: ['restore', folder], env, stdout: 'keep' });
  if (code !== 0) return 1;
  const counts = countsIn(printed);
  if (out.jsonOnly) out.json({ ...counts, data: dataFolder(env) });
  out.line(`Restored ${countsInWords(counts)} into ${dataFolder(env)}`);
  return 0;
}
