// Connections that ViTo reads by itself: what they bring becomes documents.
import { isDocumentDialect } from '@vito/contracts/sync';
import type { Vault } from '../../../spine/vault.js';
import type { Reading } from '../reading.js';
import { SourceProblem } from '../source-problem.js';
import { duration } from '../watched-process.js';
import { followDocuments, type ReceiveDocument } from './follow-documents.js';
import { createMemory } from './memory.js';
import type { OwnSources } from './own-sources.js';

export interface OwnReadingDeps {
  vault: Vault;
  sources: OwnSources;
  receive: ReceiveDocument;
  /** Milliseconds for the whole run, and between commits. */
  limits: { longest: number; commitEvery: number };
}

export function createOwnReading({ vault, sources, receive, limits }: OwnReadingDeps): Reading {
  return {
    reads: isDocumentDialect,
    async follow({ ctx, from, ledger, log, signal }) {
      if (!isDocumentDialect(from.dialect)) throw new Error('a program reads this');
      const { tenant } = ctx;
      const { streams, config, dialect } = from;
      const { bookmark } = ledger.run().state;
      const hash = await vault.fingerprints(tenant, 'records');
      const over = new AbortController();
      const end = () => over.abort();
      const tooLong = setTimeout(end, limits.longest);
      signal.addEventListener('abort', end, { once: true });
      if (signal.aborted) end();
      const asked = { tenant, config, log, signal: over.signal };
      const wanted = { streams, bookmark, memory: createMemory(ledger, streams, hash) };
      const { commitEvery } = limits;
      const options = { ctx, ledger, source: dialect, streams, hash, receive, signal, commitEvery };
      try {
        await followDocuments(options, sources[dialect].read(asked, wanted));
      } catch (error) {
        if (over.signal.aborted && !signal.aborted)
          throw new SourceProblem('too-slow', `it took longer than ${duration(limits.longest)}`);
        throw error;
      } finally {
        clearTimeout(tooLong);
        signal.removeEventListener('abort', end);
        end(); // whatever it still waits for
      }
    },
  };
}
