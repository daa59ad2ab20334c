// `npm start`: installs and builds what is missing, then becomes the server: no second Node process stays.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ensureInstalled, root, stop } from './install.mjs';

try {
  await ensureInstalled();
  await ensureBuilt();
} catch (error) {
  stop(error);
}
const main = join(root, 'packages', 'core', 'dist', 'main.js');
process.argv[1] = main;
await import(pathToFileURL(main).href);
