// Connections that run a program: what it tells in its dialect becomes records.
import { isOwnDialect } from '@vito/contracts/sync';
import type { EventStore } from '../../spine/event-store.js';
import type { Vault } from '../../spine/vault.js';
import { dialects } from './dialects.js';
import { followSource } from './follow-source.js';
import type { Programs } from './programs.js';
import type { Reading } from './reading.js';

export interface ProgramReadingDeps {
  store: EventStore;
  vault: Vault;
  programs: Programs;
  /** Milliseconds without a line, for the whole run, and between commits; records kept in mind. */
  limits: { silence: number; longest: number; commitEvery: number; mostSeen: number };
}

export function createProgramReading({ store, vault, programs, limits }: ProgramReadingDeps): Reading {
  return {
    reads: (dialect) => !isOwnDialect(dialect),
    async follow({ ctx, from, ledger, log, signal }) {
      if (isOwnDialect(from.dialect)) throw new Error('no program reads this');
      const program = await programs.find(from.command);
      const source = { launch: { program, ...limits }, config: from.config, log, signal };
      const hash = await vault.fingerprints(ctx.tenant, 'records');
      const { bookmark } = ledger.run().state;
      const told = dialects[from.dialect].read(source, { streams: from.streams, bookmark });
      await followSource({ store, ctx, ledger, streams: from.streams, hash, signal, ...limits }, told);
    },
  };
}
