// A process of its own that takes a data folder when it is told to, says how that went, and keeps it until it is killed.
import { once } from 'node:events';
import { messageOf } from '@vito/runtime/failure';
import { openDataFolder } from '../../src/platform/data-folder.js';

const [path = ''] = process.argv.slice(2);
process.stdout.write('ready\n');
await once(process.stdin, 'data');
try {
  const folder = await openDataFolder(path);
  await folder.writeServerFile({ url: 'http://127.0.0.1:7400', token: 'secret', pid: process.pid });
  process.stdout.write('taken\n');
} catch (error) {
  process.stdout.write(`refused: ${messageOf(error)}\n`);
}
setInterval(() => undefined, 1_000);
