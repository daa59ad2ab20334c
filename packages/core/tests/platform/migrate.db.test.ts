// Migrations: once, in order, all or nothing each; a database of another build is refused with the way out.
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../../tests/setup/database.js';
import { migrate, migrationsApplied, readMigrations } from '../../src/platform/migrate.js';
import { openSpine } from '../setup/spine.js';
import { readStory } from '../setup/stories.js';

const open: TestDatabase[] = [];
afterEach(async () => {
  for (const test of open.splice(0)) await test.drop();
});

async function fresh() {
  const test = await testDatabase();
  open.push(test);
  return { url: test.url, sql: (text: string) => query(test.url, text) };
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return client
    .query(text)
    .then(({ rows }) => rows)
    .finally(() => client.end());
}

const names = async () => (await readMigrations()).map((migration) => migration.name);

describe('migrating', () => {
  it('applies everything in order, and nothing the second time', async () => {
    const { url, sql } = await fresh();
    expect(await migrate(url)).toEqual(await names());
    expect(await migrate(url)).toEqual([]);
    expect(await sql('select name from vito_meta.migration order by applied_at, name')).toHaveLength(
      (await names()).length,
    );
  });

  it('by several at the same moment is done by one of them', async () => {
    const { url } = await fresh();
    const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
    expect(applied.filter((list) => list.length > 0)).toEqual([await names()]);
  });

  it('that fails leaves nothing of the step that failed, and goes on where it was once the cause is gone', async () => {
    const { url, sql } = await fresh();
    await sql('create schema vito; create table vito.event_key (in_the_way text)');
    await expect(migrate(url)).rejects.toMatchObject({ code: '42P07' });
    expect(await sql('select name from vito_meta.migration')).toEqual([{ name: '0001_roles_and_tenants.sql' }]);
    expect(await sql("select to_regclass('vito.stream_head') as head")).toEqual([{ head: null }]);
    await sql('drop table vito.event_key');
    expect(await migrate(url)).toEqual((await names()).slice(1));
  });

  it('refuses a database that a newer build has changed', async () => {
    const { url, sql } = await fresh();
    await migrate(url);
    await sql("insert into vito_meta.migration (name, hash) values ('9999_future.sql', 'x')");
    await expect(migrate(url)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/9999_future.*newer build/s),
    });
  });

  it('refuses a file that was changed after it was applied', async () => {
    const { url, sql } = await fresh();
    await migrate(url);
    await sql("update vito_meta.migration set hash = 'x' where name like '0002%'");
    await expect(migrate(url)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/0002.*Restore the file/s),
    });
  });

  it('works for an owner without special rights; the app’s role may then ask, not look', async () => {
    const spine = await openSpine({ plainOwner: true });
    try {
      expect(await migrationsApplied(spine.database.app)).toBe(true);
      await spine.sql('delete from vito_meta.migration where name = (select max(name) from vito_meta.migration)');
      expect(await migrationsApplied(spine.database.app)).toBe(false);
      await expect(spine.database.app.query('select from vito_meta.migration')).rejects.toMatchObject({
        code: '42501',
      });
    } finally {
      await spine.close();
    }
  });
});

describe('months of events', () => {
  it('are made ahead of time and are protected; one whose events lie in the rest already stays there', async () => {
    const spine = await openSpine({ plainOwner: true });
    try {
      const ctx = await spine.tenant();
      await readStory(spine.store, ctx);
      const later = "date_trunc('month', now()) + interval '5 months 3 days'";
      await spine.sql(
        `update vito.events set recorded_at = ${later} where tenant_id = '${ctx.tenant}' and type = 'document.read'`,
      );
      const make = async (months: number) =>
        (await spine.database.dispatch.query('select vito.make_partitions($1) as made', [months])).rows[0].made;
      expect(await make(3)).toBe(0);
      expect(await make(6)).toBe(2); // the fourth and the sixth from now
      expect(await make(6)).toBe(0);
      const bare = await spine.sql(
        "select relname from pg_class where relispartition and relnamespace = 'vito'::regnamespace and relkind = 'r' and not relforcerowsecurity",
      );
      expect(bare).toEqual([]);
      const events = await spine.database.read(ctx.tenant, (reader) =>
        reader.selectFrom('events').select('type').execute(),
      );
      expect(events).toHaveLength(3);
    } finally {
      await spine.close();
    }
  });
});
