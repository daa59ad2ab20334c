// The yardsticks, in a process of their own: the same server's door with the same parsing and signature, once without a
// database, once with one INSERT per request. Takes the mode, the database's address and the secret; says its address.
import { createLog } from '@vito/runtime/log';
import { createMetrics } from '../../packages/core/src/api/metrics.js';
import { createServer } from '../../packages/core/src/api/server.js';
import type { Services } from '../../packages/core/src/api/services.js';
import type { Incoming } from '../../packages/core/src/connect/signing/incoming.js';
import { verified } from '../../packages/core/src/connect/signing/verify.js';
import { createPool } from '../../packages/core/src/platform/database.js';

const [mode = '', url = '', secret = ''] = process.argv.slice(2);
const log = createLog('error');
const pool = createPool({ url }, 12, log); // as many connections as the real one has
await pool.query(
  'create table if not exists public.one_insert (source text, id text, body bytea, primary key (source, id))',
);

async function receive(source: string, incoming: Incoming) {
  const { payloads } = await verified('standard', incoming, { secrets: [secret], hmac: null });
  for (const { externalId, raw } of mode === 'insert' ? payloads : []) {
    await pool.query({
      name: 'insert',
      text: 'insert into public.one_insert values ($1, $2, $3) on conflict do nothing',
      values: [source, externalId, raw],
    });
  }
  return { received: payloads.map(({ externalId }) => ({ id: externalId, duplicate: false })), reply: null };
}

const config = { publicUrl: null };
const services = { config, log, metrics: createMetrics(), version: 'bench', webhooks: { receive }, syncing: {} };
const server = await createServer(services as unknown as Services);
process.stdout.write(`${await server.listen({ host: '127.0.0.1', port: 0 })}\n`);
