#!/usr/bin/env node
// The command `vito`: installs and builds what is missing (said on stderr), then runs packages/cli in this process.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root, stop } from './install.mjs';

try {
  await ensureInstalled();
  await ensureBuilt({ quiet: true });
} catch (error) {
  stop(error);
}
const main = join(root, 'packages', 'cli', 'dist', 'main.js');
process.argv[1] = main;
await import(pathToFileURL(main).href);
