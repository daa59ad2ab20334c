// Syncs over the API, as tests run them: a connection to a fixture's program, a run to its end, the records that stand then.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StreamChoice, SyncRunDetail } from '@vito/contracts/sync';
import type { Person } from '../../setup/app.js';
import { type Little, type LittleDialect, little, littleProgram, save, sorted } from './little.js';

export const both: StreamChoice[] = [
  { name: 'people', mode: 'incremental' },
  { name: 'teams', mode: 'full' },
];

const folder = mkdtempSync(join(tmpdir(), 'vito-little-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
let made = 0;

export async function addLittle(
  who: Person,
  dialect: LittleDialect,
  config: object = {},
  streams: StreamChoice[] = both,
  data: Little = little(),
) {
  const path = join(folder, `data-${made++}.json`);
  await save(path, data);
  const { id } = await who.client.call('addConnection', {
    body: {
      name: `A ${dialect} connection`,
      dialect,
      command: littleProgram[dialect],
      config: { data: path, ...config },
    },
  });
  await who.client.call('chooseStreams', { params: { id }, body: { streams } });
  return { id, path };
}

/** A run once it is over. */
export const over = (who: Person, id: string): Promise<SyncRunDetail> =>
  who.until(`${id} is over`, async () => {
    const run = await who.client.call('getSyncRun', { params: { id } });
    return run.state !== 'waiting' && run.state !== 'running' && run;
  });

export async function sync(who: Person, connectionId: string, fresh = false): Promise<SyncRunDetail> {
  const { id } = await who.client.call('requestSync', { params: { id: connectionId }, body: { fresh } });
  return over(who, id);
}

/** `[stream, data]` of every record that stands, sorted. */
export async function standing(who: Person, id: string, deleted: 'true' | 'false' = 'false', limit = 7) {
  const rows: [string, object][] = [];
  for (let cursor: string | undefined; ; ) {
    const query = { deleted, limit, ...(cursor ? { cursor } : {}) };
    const page = await who.client.call('listRecords', { params: { id }, query });
    rows.push(...page.items.map(({ stream, data }): [string, object] => [stream, data]));
    if (!page.next) return sorted(rows);
    cursor = page.next;
  }
}

/** The counts of a stream in a run. */
export function counts({ streams }: SyncRunDetail, name: string) {
  const { kept, same, gone, held } = streams.find((one) => one.name === name) ?? { kept: 0, same: 0, gone: 0, held: 0 };
  return { kept, same, gone, held };
}
