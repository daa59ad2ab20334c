// Catching up: documents that lack passages or vectors of the present rules and model get them, one after the other, while
// nothing more pressing waits. It is how vectors come at all, and how another model takes over while search goes on.
import { errorKind, type Log } from '@vito/runtime/log';
import { type Bell, createBell, wait } from '@vito/runtime/wait';
import { sentences } from '@vito/understanding/passage/sentences';
import type { Database } from '../platform/database.js';
import { changeRows } from '../platform/queries.js';
import type { Lull } from '../spine/lull.js';
import type { Embedder } from './embed.js';
import { cutter, holdRead, type IndexDeps, indexWords } from './index-passages.js';
import { middle, packed } from './sentence-vectors.js';
import type { Vectors } from './vectors.js';

export interface CatchUpDeps extends Pick<IndexDeps, 'database' | 'readingOf'> {
  embedder: Embedder | null;
  vectors: () => Promise<Vectors>;
  log: Log;
  /** Resolves when nothing waits to be read or searched for commitments: that goes before. */
  lull: Lull;
}

const retry = 30_000; // ms after a failure

export function createCatchUp(deps: CatchUpDeps) {
  const { database, embedder, log } = deps;
  const bell: Bell = createBell();
  const tenants = new Set<string>();

  /** Runs until the signal aborts. */
  async function run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const [tenant] = tenants;
      if (tenant === undefined) await bell.heard(600_000, signal);
      else {
        tenants.delete(tenant);
        await catchUp(tenant, signal).catch(async (error: unknown) => {
          if (signal.aborted) return;
          log.warn('indexing failed, trying again', { tenant, error: errorKind(error) });
          tenants.add(tenant);
          await wait(retry, signal);
        });
      }
    }
  }

  async function catchUp(tenant: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const uncut = await lackingWords(database, tenant);
      for (const id of uncut) await indexWords(deps, tenant, id);
      if (uncut.length === 0 || signal.aborted) break;
    }
    if (!embedder) return;
    const index = await indexName(embedder, await deps.vectors(), signal);
    for (;;) {
      const [id] = signal.aborted ? [] : await lackingVectors(database, tenant, index);
      if (id === undefined) return;
      await deps.lull(tenant, Number.POSITIVE_INFINITY, signal);
      await indexVectors(deps, embedder, tenant, id, index, signal);
    }
  }

  return {
    run,
    /** Looks after a tenant's index soon. */
    ring(tenant: string): void {
      tenants.add(tenant);
      bell.ring();
    },
  };
}
export type CatchUp = ReturnType<typeof createCatchUp>;

/** What the index of a document is called: the model, its dimension, and where the vectors are kept. */
export async function indexName(embedder: Embedder, vectors: Vectors, signal?: AbortSignal): Promise<string> {
  return `${(await embedder.identity(signal)).id} ${vectors.kind}`;
}

async function indexVectors(
  { database, vectors }: CatchUpDeps,
  embedder: Embedder,
  tenant: string,
  documentId: string,
  index: string,
  signal: AbortSignal,
): Promise<void> {
  const passages = await database.read(tenant, (reader) =>
    reader
      .selectFrom('passage')
      .select(['text', 'kind'])
      .where('document_id', '=', documentId)
      .orderBy('number')
      .execute(),
  );
  const texts = passages.map(({ text, kind }) => sayings(text, kind));
  const all = await embedder.embed(texts.flat(), { signal });
  const own = texts.map((list) => all.splice(0, list.length));
  const store = await vectors();
  await changeRows(database, tenant, async (queries) => {
    if (!(await holdRead(queries, documentId))) return;
    const { rows } = await queries.query<{ n: string }>(
      'update vito.document_index set embedder = $2 where document_id = $1 and cutter = $3 returning document_id as n',
      [documentId, index, cutter],
    );
    const { rows: now } = await queries.query<{ text: string }>(
      'select text from vito.passage where document_id = $1 order by number',
      [documentId],
    );
    if (rows.length === 0 || now.some(({ text }, i) => text !== passages[i]?.text)) return; // read anew meanwhile
    await store.replace(queries, tenant, documentId, index, own.map(middle));
    await queries.query('delete from vito.passage_sentences where document_id = $1', [documentId]);
    await queries.query(
      `insert into vito.passage_sentences (tenant_id, document_id, number, vectors)
       select $1, $2, x.place - 1, decode(x.vectors, 'hex') from unnest($3::text[]) with ordinality as x (vectors, place)`,
      [tenant, documentId, own.map((list) => packed(list).toString('hex'))],
    );
  });
}

/** The sentences of a passage, each line of a chat by itself, at least one. */
function sayings(text: string, kind: string): string[] {
  const lines = kind === 'chat' || kind === 'transcript' ? text.split('\n') : [text];
  const all = lines.flatMap((line) =>
    sentences(line, { start: 0, end: line.length }, kind === 'chat').map(({ start, end }) =>
      line.slice(start, end).replace(/\s+/g, ' '),
    ),
  );
  const said = all.filter((sentence) => sentence.length > 3);
  return said.length > 0 ? said : [text];
}

const lackingWords = (database: Database, tenant: string): Promise<string[]> =>
  database.read(tenant, async (reader) => {
    const rows = await reader
      .selectFrom('document as d')
      .leftJoin('document_index as i', 'i.document_id', 'd.document_id')
      .select('d.document_id')
      .where('d.state', '=', 'read')
      .where((eb) => eb.or([eb('i.cutter', 'is', null), eb('i.cutter', '!=', cutter)]))
      .orderBy('d.document_id')
      .limit(50)
      .execute();
    return rows.map((row) => row.document_id);
  });

/** Newest first: what came in last is what people look for. */
const lackingVectors = (database: Database, tenant: string, index: string): Promise<string[]> =>
  database.read(tenant, async (reader) => {
    const rows = await reader
      .selectFrom('document_index as i')
      .innerJoin('document as d', 'd.document_id', 'i.document_id')
      .select('i.document_id')
      .where('d.state', '=', 'read')
      .where((eb) => eb.or([eb('i.embedder', 'is', null), eb('i.embedder', '!=', index)]))
      .orderBy('i.document_id', 'desc')
      .limit(1)
      .execute();
    return rows.map((row) => row.document_id);
  });
