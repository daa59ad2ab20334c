// A fresh database for one test file, on the server of the test run: empty, or migrated.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  /** The owner's connection string. For another role, change its user and password. */
  url: string;
  /** Removes it. Fails when a connection to it was left open: a leaked pool is a fault of the test. */
  drop(): Promise<void>;
}

export const testDatabase = (): Promise<TestDatabase> => copyOf('template0');

/** With every migration of this build applied, and nothing in it. */
export const migratedDatabase = (): Promise<TestDatabase> => copyOf(inject('migrated'));

async function copyOf(template: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asOwner(`CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY file_copy`);
  const url = new URL(inject('postgres'));
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      try {
        await asOwner(`DROP DATABASE ${name}`);
      } catch (error) {
        await asOwner(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
        throw error;
      }
    },
  };
}

async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('postgres') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
