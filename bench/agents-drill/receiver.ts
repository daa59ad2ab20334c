// The world outside of the drill: a process that takes effects, and knows them by their keys.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { ToldEffect } from '../../packages/core/tests/setup/effect-tools.js';
import { say } from '../../packages/core/tests/setup/processes.js';

const told: ToldEffect[] = [];
const server = createServer(async (request, response) => {
  if (request.method === 'POST') told.push((await json(request)) as ToldEffect);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(request.method === 'POST' ? {} : told));
});
process.stdin.on('end', () => process.exit()).resume();
server.listen(0, '127.0.0.1', () => say(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
