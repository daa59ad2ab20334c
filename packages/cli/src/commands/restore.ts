// `vito restore FILE`: fills an empty data folder from a backup.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Call, command, Unable, WrongUse } from '../command.js';
import { runCore } from '../core-process.js';
import { dataFolder } from '../data-folder.js';

const options = {} as const;

export const restore = command({
  usage: 'FILE',
  about:
    'Fills an empty data folder (or the empty database that DATABASE_URL names) from a backup. Stop the server first. What is there already is never overwritten.',
  options,
  examples: ['vito restore vito-2026-03-26.backup', 'VITO_DATA=~/vito-new vito restore ~/safe/vito.backup'],
  run,
});

async function run({ args, out, env }: Call<typeof options>): Promise<number> {
  const [given, ...more] = args;
  if (given === undefined || more.length > 0) throw new WrongUse('Say which one backup to restore: vito restore FILE');
  const file = resolve(given);
  if (!existsSync(file)) throw new Unable(`There is no file ${given}.`);
  const { code } = await runCore({ args: ['restore', file], env, stdout: out.jsonOnly ? 'words' : 'inherit' });
  if (code !== 0) return 1;
  if (out.jsonOnly) out.json({ file: given, restored: true, data: dataFolder(env) });
  return 0;
}
