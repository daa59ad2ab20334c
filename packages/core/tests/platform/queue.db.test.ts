// Wake-ups carried by PostgreSQL.
import { describe } from 'vitest';
import { rolesOf } from '../setup/parts.js';
import { wireTo } from '../setup/proxy.js';
import { until } from '../setup/until.js';
import { queueSuite } from './queue-suite.js';

function ignoreDeadlock(error: { code?: string }): null {
  if (error.code !== '40P01') throw error;
  return null;
}

describe('wake-ups on PostgreSQL', () => {
  queueSuite(async (spine) => {
    const { url, wire } = await wireTo(spine.url);
    return {
      place: { kind: 'postgres', access: rolesOf(url).dispatch },
      wire,
      async wipe() {
        const tables = await spine.sql<{ name: string }>(
          "select oid::regclass::text as name from pg_class where relnamespace = 'bullmq'::regnamespace and relkind = 'r' and relname !~ 'migration'",
        );
        const wipe = `truncate ${tables.map((table) => table.name).join(', ')}`;
        await until('a moment without readers', () => spine.sql(wipe).catch(ignoreDeadlock));
      },
      close: () => wire.close(),
    };
  });
});
