// `vito models`: the language data that OCR has, and adding more from the npm registry.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { installedPacks, packFile } from '@vito/runtime/language-packs';
import { type Call, command, WrongUse } from '../command.js';
import { dataFolder } from '../data-folder.js';
import { addLanguage, megabytes } from '../language-data.js';

const options = {} as const;

export const models = command({
  usage: '[add LANG…] [OPTIONS]',
  about:
    'Lists the language data that OCR has, or adds more: it is fetched through npm from the registry that npm uses, checked, and put into the data folder. LANG is a code of three letters: deu, fra, spa, dan … Afterwards pages that look like that language are read with it. Nothing is ever fetched unasked.',
  options,
  examples: ['vito models', 'vito models add deu', 'vito models add fra spa'],
  run,
});

async function run({ args, out, env }: Call<typeof options>): Promise<number> {
  const [verb, ...codes] = args;
  const folder = dataFolder(env);
  if (verb === undefined) return list(folder, out);
  if (verb !== 'add') throw new WrongUse(`vito models knows no ${verb}: say vito models, or vito models add LANG.`);
  if (codes.length === 0) throw new WrongUse('Say which language: vito models add deu');
  for (const code of codes) {
    if (!/^[a-z]{3}(_[a-z]{2,8})*$/.test(code))
      throw new WrongUse(`${code} is no language code: three small letters, e.g. deu for German.`);
  }
  for (const code of codes) {
    if (code === 'eng') {
      out.note('English comes with ViTo.');
      continue;
    }
    const added = await addLanguage(code, folder, env, (step) => out.progress(step));
    out.progress('');
    if (out.jsonOnly) out.json(added);
    else out.line(`Added ${code}: ${added.package} ${added.version}, ${megabytes(added.size)}.`);
  }
  return 0;
}

function list(folder: string, out: Call['out']): number {
  const packs = installedPacks(folder).map(({ code, folder: own }) => ({
    code,
    size: statSync(join(own, packFile(code))).size,
  }));
  if (out.jsonOnly) {
    out.json({ code: 'eng', size: null });
    for (const pack of packs) out.json(pack);
    return 0;
  }
  out.line('eng  English, comes with ViTo');
  for (const { code, size } of packs) out.line(`${code}  added, ${megabytes(size)}`);
  out.note('Add another with: vito models add LANG');
  return 0;
}
