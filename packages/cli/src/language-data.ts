// Brings language data for OCR from the npm registry into the data folder, checked before it is put in place.
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packFile, packsFolder } from '@vito/runtime/language-packs';
import { z } from 'zod';
import { Unable } from './command.js';
import { askNpm } from './npm.js';
import { tarEntry } from './tar-entry.js';

export interface AddedPack {
  code: string;
  package: string;
  version: string;
  /** Bytes of the data, packed. */
  size: number;
}

const Offer = z.object({ version: z.string(), 'dist.integrity': z.string().startsWith('sha512-') });
const Packed = z.array(z.object({ filename: z.string() })).min(1);

/** The package that holds a language's data for Tesseract. */
const packageOf = (code: string) => `@tesseract.js-data/${code}`;

/**
 * Fetches the data for a language through npm, checks it against the registry's sha512, and puts it into the data
 * folder. `onStep` hears what is being done. Throws Unable.
 */
export async function addLanguage(
  code: string,
  dataFolder: string,
  env: NodeJS.ProcessEnv,
  onStep: (step: string) => void,
): Promise<AddedPack> {
  const name = packageOf(code);
  const what = `language data for \`${code}\` (${name})`;
  onStep(`asking the npm registry for ${name} …`);
  const offer = Offer.safeParse(await askNpm(['view', name, 'version', 'dist.integrity'], what, env));
  if (!offer.success) throw new Unable(`The npm registry does not say what ${name} must look like. Nothing was added.`);
  const { version, 'dist.integrity': integrity } = offer.data;
  const work = await mkdtemp(join(tmpdir(), 'vito-models-'));
  try {
    onStep(`fetching ${name} ${version} …`);
    const packed = Packed.parse(await askNpm(['pack', `${name}@${version}`, '--pack-destination', work], what, env));
    const archive = await readFile(join(work, (packed[0]?.filename ?? '').replace(/^@/, '').replace('/', '-')));
    onStep(`checking ${name} ${version} (${megabytes(archive.length)}) …`);
    if (`sha512-${createHash('sha512').update(archive).digest('base64')}` !== integrity) {
      throw new Unable(`What came for ${what} is not what the registry promised. Nothing was added; try again.`);
    }
    const data = dataIn(archive, code);
    if (!data) throw new Unable(`${name} ${version} holds no data that ViTo's OCR can use. Nothing was added.`);
    await putInPlace(dataFolder, code, data, { package: name, version, integrity });
    return { code, package: name, version, size: data.length };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** The smaller and faster kind of data (whole numbers), as the English that comes with ViTo. */
function dataIn(archive: Uint8Array, code: string): Uint8Array | null {
  try {
    return tarEntry(archive, (path) => path === `package/4.0.0_best_int/${packFile(code)}`);
  } catch {
    return null;
  }
}

/** Written beside its place and moved in at once: a reading never sees half a pack. */
async function putInPlace(dataFolder: string, code: string, data: Uint8Array, about: object): Promise<void> {
  const all = packsFolder(dataFolder);
  const next = join(all, `.${code}-${randomUUID()}`);
  await mkdir(next, { recursive: true });
  try {
    await writeFile(join(next, packFile(code)), data);
    await writeFile(join(next, 'about.json'), `${JSON.stringify({ code, ...about }, null, 2)}\n`);
    await rm(join(all, code), { recursive: true, force: true });
    await rename(next, join(all, code));
  } finally {
    await rm(next, { recursive: true, force: true });
  }
}

export const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
