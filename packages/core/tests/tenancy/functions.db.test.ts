// Every function that the app's role may call, called by one tenant with what belongs to another.
import { newId } from '@vito/contracts/ids';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Context } from '../../src/spine/context.js';
import { claim } from '../../src/spine/work.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { readStory } from '../setup/stories.js';
import { callable } from './catalogue.js';
import { tenantTables } from './rows.js';

let spine: Spine;
let client: pg.Client;
let theirs: Context;
let mine: Context;
let documentId: string;
let eventId: string;
const lease = 'their lease';
const theirRun = newId('run');

beforeAll(async () => {
  spine = await openSpine({ subscriptions: [{ type: 'document.read', subscription: 'extract-commitments' }] });
  [theirs, mine] = await Promise.all([spine.tenant(), spine.tenant()]);
  documentId = await readStory(spine.store, theirs);
  await spine.sequenceAll();
  const [work] = await claim(spine.database.dispatch, 'extract-commitments', 10, lease);
  eventId = work?.event_id ?? '';
  await spine.sql('insert into vito.run_slot (tenant_id, run_id, priority, wake_at) values ($1, $2, 1, now())', [
    theirs.tenant,
    theirRun,
  ]);
  client = new pg.Client({ connectionString: spine.url, options: '-c role=vito_app' });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await spine.close();
});

/** Everything of the other tenant, as text. */
async function theirRows(): Promise<string> {
  const rows = [];
  for (const table of await tenantTables(spine.sql)) {
    rows.push(await spine.sql(`select t::text from vito.${table} t where tenant_id = $1 order by 1`, [theirs.tenant]));
  }
  return JSON.stringify(rows);
}

const append = (request: object) =>
  client.query('select vito.append($1::jsonb)', [JSON.stringify({ tenant: mine.tenant, ...request })]);
const appendNew = async (more: object, tenant: string | null = mine.tenant) => {
  const { vault_id: _, ...own } = { vault_id: null, ...event(newId('document'), 1) };
  const sealed = { vault_id: newId('vault'), key_id: 'root', box: '' };
  const row = {
    tenant_id: tenant,
    document_id: own.stream,
    name: '',
    state: 'received',
    size: 0,
    media_type: '',
    pages: 0,
    extracted: 0,
    received_at: own.at,
    version: 1,
  };
  const item = { key: newId('key'), ...own, ...sealed, row, ...more };
  return client.query('select * from vito.append_new($1::jsonb)', [
    JSON.stringify({ tenant, table: 'document', items: [item] }),
  ]);
};
const takeIn = (tenant: string | null) =>
  client.query('select * from vito.take_in($1, $2, $3, $4, $5, $6, $7)', [
    tenant,
    newId('source'),
    'root',
    [newId('key')],
    [newId('payload')],
    [],
    Buffer.from('box'),
  ]);
/** As a part of an append, in one's own name, of the run that they have. */
const moveSlot = async (move: object, tenant: string | null = mine.tenant) => {
  await client.query("select set_config('app.tenant', $1, true)", [mine.tenant]);
  const moves = JSON.stringify([{ run: theirRun, ...move }]);
  return client.query('select vito.move_slots($1, $2::jsonb)', [tenant, moves]);
};
const budgetMove = (tenant: string | null) =>
  client.query('select vito.budget_move($1, $2)', [
    tenant,
    JSON.stringify([{ scope: 'day', day: '2026-03-01', reserve: 1 }]),
  ]);
const stream = () => ({ stream: newId('document'), expected: 0, version: 1 });
const event = (of: string, version: number, more: object = {}) => ({
  stream: of,
  version,
  event_id: newId('event'),
  type: 'document.deleted',
  type_version: 1,
  data: {},
  actor: { kind: 'system', id: 'test' },
  at: new Date().toISOString(),
  ...more,
});
const documentRow = async () =>
  (
    await spine.sql<{ row: Record<string, unknown> }>(
      'select to_jsonb(d) as row from vito.document d where tenant_id = $1',
      [theirs.tenant],
    )
  )[0]?.row ?? {};

/** What was attempted of each function, to be compared with what there is. */
const attempts: Record<string, [string, () => Promise<unknown>, { code: string } | null][]> = {
  append: [
    [
      'their stream',
      () => append({ streams: [{ stream: documentId, expected: 2, version: 3 }], events: [event(documentId, 3)] }),
      { code: 'VT002' },
    ],
    [
      'rows of theirs',
      async () => {
        const own = stream();
        return append({
          streams: [own],
          events: [event(own.stream, 1)],
          rows: [{ table: 'document', rows: [await documentRow()] }],
        });
      },
      { code: '42501' },
    ],
    [
      'their work',
      () => {
        const own = stream();
        const work = [{ subscription: 'extract-commitments', event_id: eventId, lease }];
        return append({ streams: [own], events: [event(own.stream, 1)], work });
      },
      { code: 'VT003' },
    ],
    ['no tenant', () => append({ tenant: null, streams: [], events: [event(documentId, 9)] }), { code: '42501' }],
  ],
  append_new: [
    ['rows of theirs', async () => appendNew({ row: await documentRow() }), { code: '42501' }],
    ['no tenant', () => appendNew({}, null), { code: '42501' }],
    ['a stream of theirs', () => appendNew({ stream: documentId }), null], // of the same name, and another one
  ],
  budget_move: [
    ['no tenant', () => client.query("select vito.budget_move(null, '[]')"), null],
    ['money of none', () => budgetMove(null), { code: '42501' }],
    ['money of one’s own', () => budgetMove(mine.tenant), null],
  ],
  take_in: [
    ['no tenant', () => takeIn(null), { code: '42501' }],
    ['what is one’s own', () => takeIn(mine.tenant), null],
  ],
  keep_key: [
    ['no tenant', () => client.query("select vito.keep_key(null, 'k', 'x', 'm')"), { code: '42501' }],
    [
      'a key of theirs',
      () => client.query("select vito.keep_key($1, 'root', 'x', 'm')", [mine.tenant]), // one's own stays as it is
      null,
    ],
  ],
  finish: [
    [
      'no tenant',
      () => client.query('select vito.finish(null, $1, $2, $3) as done', ['extract-commitments', eventId, lease]),
      null,
    ],
    [
      'their work',
      () =>
        client.query('select vito.finish($1, $2, $3, $4) as done', [
          mine.tenant,
          'extract-commitments',
          eventId,
          lease,
        ]),
      null,
    ],
  ],
  read_streams: [
    [
      'streams of theirs',
      () => client.query('select * from vito.read_streams($1, $2)', [mine.tenant, [documentId]]),
      null,
    ],
  ],
  clock: [['anything', () => client.query('select vito.clock()'), null]],
  move_slots: [
    ['a run of theirs is rung', () => moveSlot({ op: 'ring' }), null], // there is none of that name among one's own
    ['a run of theirs ends', () => moveSlot({ op: 'end', fence: 0 }), { code: 'VT003' }],
    ['a run of theirs is parked', () => moveSlot({ op: 'park', fence: 0 }), { code: 'VT003' }],
    ['a run of theirs is held', () => moveSlot({ op: 'hold', fence: 0 }), { code: 'VT003' }],
    ['in their name', () => moveSlot({ op: 'new', priority: 1 }, theirs.tenant), { code: '42501' }],
    ['no tenant', () => moveSlot({ op: 'new', priority: 1 }, null), { code: '42501' }],
  ],
  migrated: [['anything', () => client.query("select vito.migrated('0001_roles_and_tenants.sql') as done"), null]],
  put: [
    [
      'rows of theirs',
      async () => client.query("select vito.put('document', $1::jsonb)", [JSON.stringify([await documentRow()])]),
      { code: '42501' },
    ],
    ['no projection', async () => client.query("select vito.put('events', '[]')"), { code: 'P0001' }],
  ],
};

describe('a tenant that calls with what is another’s', () => {
  it('may call nothing that is not tried here', async () => {
    const rows = await spine.sql<{ name: string }>(
      `select proname as name from pg_proc
       where pronamespace = 'vito'::regnamespace and has_function_privilege('vito_app', oid, 'execute') order by 1`,
    );
    const names = new Set(rows.map(({ name }) => name));
    expect([...names].sort()).toEqual([...(callable.vito_app ?? [])].sort());
    expect(Object.keys(attempts).sort()).toEqual([...names].sort());
  });

  it.each(Object.entries(attempts))('vito.%s changes nothing of theirs', async (_name, list) => {
    const before = await theirRows();
    for (const [what, run, refused] of list) {
      await client.query('begin');
      await client.query("select set_config('app.tenant', $1, true)", [mine.tenant]);
      try {
        const call = run();
        if (refused) await expect(call, what).rejects.toMatchObject(refused);
        else await call;
      } finally {
        await client.query('commit');
      }
      expect(await theirRows()).toBe(before);
    }
  });

  it('vito.put refuses rows of theirs in every projection, with any tenant or none set', async () => {
    const before = await theirRows();
    const tables = (await spine.sql<{ name: string }>('select name from vito_meta.projection')).map((row) => row.name);
    expect(tables.length).toBeGreaterThanOrEqual(7);
    for (const table of tables) {
      const [found] = await spine.sql<{ row: object }>(
        `select coalesce((select to_jsonb(t) from vito.${table} t where tenant_id = $1 limit 1), jsonb_build_object('tenant_id', $1::text)) as row`,
        [theirs.tenant],
      );
      for (const tenant of [mine.tenant, '']) {
        await client.query('begin');
        await client.query("select set_config('app.tenant', $1, true)", [tenant]);
        const put = client.query('select vito.put($1, $2::jsonb)', [table, JSON.stringify([found?.row])]);
        await expect(put, table).rejects.toMatchObject({ code: '42501' });
        await client.query('rollback');
      }
    }
    expect(await theirRows()).toBe(before);
  });

  it('a key, a secret’s id or a data key’s id of theirs is a name of one’s own, and tells nothing', async () => {
    const before = await theirRows();
    const [taken] = await spine.sql<{ key: string }>('select key from vito.event_key where tenant_id = $1 limit 1', [
      theirs.tenant,
    ]);
    const [secret] = await spine.sql<{ vault_id: string }>(
      'select vault_id from vito.vault where tenant_id = $1 limit 1',
      [theirs.tenant],
    );
    const own = stream();
    const box = { vault_id: secret?.vault_id, key_id: documentId, box: 'AAAA' };
    await append({
      streams: [own],
      keys: [{ key: `${taken?.key} of mine`, stream: own.stream, version: 1 }],
      datakeys: [{ key_id: documentId, wrapped: 'AAAA', master: 'test' }],
      events: [event(own.stream, 1, box)],
    });
    expect(await theirRows()).toBe(before);
  });

  it('does not finish their work, even with its lease', async () => {
    const { rows } = await client.query('select vito.finish($1, $2, $3, $4) as done', [
      mine.tenant,
      'extract-commitments',
      eventId,
      lease,
    ]);
    expect(rows).toEqual([{ done: false }]);
  });
});
