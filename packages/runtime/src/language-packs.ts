// Language data for OCR that a person added: where it lies in the data folder, and which there is.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface InstalledPack {
  /** Tesseract's code, e.g. deu. */
  code: string;
  /** Holds `CODE.traineddata.gz`. */
  folder: string;
}

/** The folder of all language data in a data folder. */
export const packsFolder = (dataFolder: string): string => join(dataFolder, 'models', 'ocr');

export const packFile = (code: string): string => `${code}.traineddata.gz`;

/** The packs that are there, by code. A pack lies whole or not at all: it is moved in when it was checked. */
export function installedPacks(dataFolder: string): InstalledPack[] {
  const all = packsFolder(dataFolder);
  if (!existsSync(all)) return [];
  return readdirSync(all)
    .sort()
    .map((code) => ({ code, folder: join(all, code) }))
    .filter(({ code, folder }) => existsSync(join(folder, packFile(code))));
}
