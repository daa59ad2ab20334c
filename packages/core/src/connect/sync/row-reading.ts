// Connections that bring rows: what a program, or we ourselves, tell in the connection's dialect becomes records.
import { isDocumentDialect, isProgram } from '@vito/contracts/sync';
import type { Programs } from '../../platform/programs.js';
import type { EventStore } from '../../spine/event-store.js';
import type { Vault } from '../../spine/vault.js';
import type { Dialects } from './dialects.js';
import { followSource } from './follow-source.js';
import type { Reading } from './reading.js';

export interface RowReadingDeps {
  store: EventStore;
  vault: Vault;
  programs: Programs;
  dialects: Dialects;
  /** Milliseconds without a line, for the whole run, and between commits; records kept in mind. */
  limits: { silence: number; longest: number; commitEvery: number; mostSeen: number };
}

export function createRowReading({ store, vault, programs, dialects, limits }: RowReadingDeps): Reading {
  return {
    reads: (dialect) => !isDocumentDialect(dialect),
    async follow({ ctx, from, ledger, log, signal }) {
      const { dialect, config, streams } = from;
      if (isDocumentDialect(dialect)) throw new Error('these are no rows');
      const launch = isProgram(dialect) ? { program: await programs.find(from.command), ...limits } : null;
      const source = { tenant: ctx.tenant, launch, config, log, signal };
      const hash = await vault.fingerprints(ctx.tenant, 'records');
      const { bookmark } = ledger.run().state;
      const told = dialects[dialect].read(source, { streams, bookmark });
      await followSource({ store, ctx, ledger, streams, hash, signal, ...limits }, told);
    },
  };
}
