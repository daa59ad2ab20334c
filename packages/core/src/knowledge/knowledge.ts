// The parts of search, wired: where vectors come from and are kept, what asks them, and what keeps the index whole.
import type { CommitmentView } from '@vito/contracts/commitment';
import type { Reading } from '@vito/contracts/reading';
import type { AskAnswer, SearchQuery } from '@vito/contracts/search';
import type { Log } from '@vito/runtime/log';
import type { ComputePool } from '../platform/compute-pool.js';
import type { Database } from '../platform/database.js';
import type { Lull } from '../spine/lull.js';
import { type Answerer, ask } from './ask.js';
import { createCatchUp } from './catch-up.js';
import { chooseVectors } from './choose-vectors.js';
import { createCodeKeeper } from './code-keeper.js';
import { type EmbeddingEndpoint, endpointEmbedder, localEmbedder } from './embed.js';
import { createSearch } from './search.js';
import { createSignCodes } from './vectors-sign-codes.js';

export interface KnowledgeOptions {
  database: Database;
  pool: ComputePool;
  log: Log;
  lull: Lull;
  /** The owner's connection string, direct. */
  ownerUrl: string;
  /** An endpoint; null: the model of the install; none: words only. */
  embeddings: EmbeddingEndpoint | null | 'none';
  readingOf: (tenant: string, documentId: string) => Promise<Reading | null>;
  commitmentsIn: (tenant: string, documentIds: string[]) => Promise<CommitmentView[]>;
  /** What a model makes of passages, where one is configured. */
  answer?: Answerer;
}

export function createKnowledge(options: KnowledgeOptions) {
  const { database, pool, log, lull, embeddings, readingOf, commitmentsIn, answer } = options;
  const embedder = embeddings === 'none' ? null : embeddings ? endpointEmbedder(embeddings, pool) : localEmbedder(pool);
  const parts = {
    database,
    log,
    embedder,
    vectors: chooseVectors(options.ownerUrl, embedder, createSignCodes(createCodeKeeper(database, log)), log),
  };
  const search = createSearch(parts);
  return {
    search,
    catchUp: createCatchUp({ ...parts, readingOf, lull }),
    ask: (tenant: string, query: SearchQuery): Promise<AskAnswer> =>
      ask({ log, search: search.search, commitmentsIn, ...(answer ? { answer } : {}) }, tenant, query),
  };
}
