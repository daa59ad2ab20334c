// Rebuilding: whatever happened to documents and commitments, folding it anew gives the same rows, and nothing that was erased.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from '@vito/runtime/failure';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { act } from '../../src/commitments/act.js';
import { commitment } from '../../src/commitments/commitment.js';
import { withdrawCommitments } from '../../src/commitments/extract-commitments.js';
import { commitmentRows, commitmentsOfDocument } from '../../src/commitments/view.js';
import { directory } from '../../src/directory/corrections.js';
import { deleteDocument, purgeDocument, retryDocument } from '../../src/intake/delete-document.js';
import { document } from '../../src/intake/document.js';
import { documentRows } from '../../src/intake/view.js';
import { modelCall, stageCall } from '../../src/metering/model-call.js';
import { deriveBlobKeys } from '../../src/platform/blobs.js';
import { createFileBlobs } from '../../src/platform/blobs-file.js';
import type { Context } from '../../src/spine/context.js';
import { MovedOn } from '../../src/spine/event-store.js';
import { rebuildAll } from '../../src/spine/rebuild.js';
import { company } from '../../src/tenants/found.js';
import { setProfile } from '../../src/tenants/profile.js';
import { openParts, type Parts } from '../setup/parts.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { onDocument, party, proposal, propose, readDraft, readStory, receiveStory } from '../setup/stories.js';

const aggregates = [company, document, commitment, directory, modelCall];
const tables = aggregates.flatMap((aggregate) => aggregate.tables);
let spine: Spine;
let beside: Parts; // another process, which knows no key yet
let folder: string;

beforeAll(async () => {
  spine = await openSpine({ plainOwner: true });
  beside = await openParts(spine.url, spine.master);
  folder = await mkdtemp(join(tmpdir(), 'vito-rebuild-'));
});
afterAll(async () => {
  await beside.close();
  await spine.close();
  await rm(folder, { recursive: true, force: true });
});

const rebuild = () => rebuildAll({ store: beside.store, ownerUrl: spine.urls.owner.url, aggregates });
const different = async () => (await rebuild()).filter((result) => !result.identical).map((result) => result.table);
const rowsOf = (table: string) => spine.sql<{ row: string }>(`select t::text as row from vito.${table} t order by 1`);
const everything = async () =>
  Object.fromEntries(await Promise.all(tables.map(async (table) => [table, await rowsOf(table)] as const)));

/** Something that may happen, to the n-th document or commitment there is; what is not allowed then is left out. */
const deed = fc.record({
  what: fc.constantFrom(
    'receive',
    'read',
    'read',
    'fail',
    'retry',
    'propose',
    'propose',
    'check',
    'check-fail',
    'reread',
    'withdraw',
    'act',
    'act',
    'act',
    'undo',
    'delete',
  ),
  verb: fc.constantFrom('accept', 'decline', 'fulfil', 'cancel', 'dismiss', 'renegotiate', 'delegate', 'correct'),
  which: fc.nat(20),
  swapped: fc.boolean(),
  due: fc.constantFrom(null, '2026-10-25', '2026-03-06T17:00:00+01:00'),
});
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** Plays deeds. Texts carry the mark of their document, so that what is left of one can be found. */
async function play(ctx: Context, deeds: Deed[]): Promise<{ living: string[]; gone: string[] }> {
  const documents: string[] = [];
  const marks = new Map<string, string>();
  const commitments: { id: string; documentId: string }[] = [];
  const gone: string[] = [];
  const pick = <T>(list: T[], which: number): T | undefined => list[which % Math.max(1, list.length)];

  async function perform({ what, verb, which, swapped, due }: Deed): Promise<void> {
    const { store } = spine;
    if (what === 'receive') {
      const mark = `canary${documents.length}x`;
      const id = await receiveStory(store, ctx, { name: `${mark}.eml` });
      marks.set(id, mark);
      documents.push(id);
      return;
    }
    const id = pick(documents, which);
    const found = pick(commitments, which);
    const of = (documentId: string | undefined) => marks.get(documentId ?? '') ?? '';
    const story = { text: `${of(id)} will send the drawings.`, from: party(of(id), `${of(id)}@quill.example`) };
    const secret = { quote: of(id), action: of(id), debtor: party(of(id)), condition: of(id), due };
    const state = id && (await store.load(ctx, document, id)).state.state;
    if (id && what === 'read' && state === 'received') await onDocument(store, ctx, id, readDraft(story));
    if (id && what === 'fail' && state === 'received') {
      await onDocument(store, ctx, id, {
        type: 'document.unreadable',
        data: { reason: 'malformed' },
        secret: { message: of(id) },
      });
    }
    if (id && what === 'retry') await retryDocument({ store }, ctx, id);
    if (id && what === 'propose' && state === 'read')
      commitments.push({ id: await propose(store, ctx, id, secret), documentId: id });
    if (id && what === 'check' && state === 'read') {
      const data = { model: 'm', prompt: '1', rulesVersion: '1', judged: 1, dropped: 0, refused: 0 };
      await onDocument(store, ctx, id, { type: 'document.checked', data, secret: {} });
      await store.commit(ctx, [stageCall(store, ctx, callOf(id), of(id))]);
    }
    if (id && what === 'check-fail' && state === 'read') {
      const data = { model: 'm', prompt: '1', problem: 'slow' } as const;
      await onDocument(store, ctx, id, { type: 'document.check-failed', data, secret: {} });
    }
    if (id && what === 'delete' && state !== 'deleted') {
      gone.push(of(id));
      await erase(ctx, id, swapped).catch((error) => {
        throw new Error('erasing failed', { cause: error });
      });
    }
    if (!found) return;
    const mark = of(found.documentId);
    const input = { note: mark, due, debtor: party(mark), action: `${mark} again`, condition: mark };
    if (what === 'undo') await act(store, ctx, found.id, { verb: 'undo', input: { note: mark } });
    if (what === 'act')
      await act(store, ctx, found.id, { verb, input: inputOf(verb, input) } as Parameters<typeof act>[3]);
    if (what === 'reread' || what === 'withdraw') {
      const loaded = await store.load(ctx, commitment, found.id);
      if (loaded.state.touched || loaded.state.terms.hidden) return;
      const { data, secret: body } = proposal(found.documentId, { quote: mark, action: mark, due });
      const check = { verdict: 'confirmed', model: 'm', prompt: '1' } as const;
      const draft =
        what === 'reread'
          ? ({ type: 'commitment.reread', data: { ...data, check }, secret: body } as const)
          : ({ type: 'commitment.withdrawn', data: { reason: 'reread' }, secret: {} } as const);
      await store.commit(ctx, [store.stage(ctx, commitment, loaded, [draft], { id: found.documentId })]);
    }
  }

  for (const one of deeds) {
    await perform(one).catch((error) => {
      if (!(error instanceof Failure || error instanceof MovedOn)) throw error;
    });
  }
  return { living: [...marks.values()].filter((mark) => !gone.includes(mark)), gone };
}

const callOf = (documentId: string) => ({
  documentId,
  model: 'm',
  prompt: '1',
  fingerprint: 'f',
  outcome: 'answered' as const,
  tokensIn: 10,
  tokensOut: null,
  costMicros: null,
  priced: null,
  ms: 5,
  tries: 1,
});

function inputOf(verb: Deed['verb'], all: Record<string, unknown>): object {
  if (verb === 'renegotiate') return { due: all.due, note: all.note };
  if (verb === 'delegate') return { debtor: all.debtor, note: all.note };
  return verb === 'correct' ? { ...all, creditor: null } : { note: all.note };
}

/** Deletes a document as the worker does; the two pieces of work that follow can come in either order. */
async function erase(ctx: Context, id: string, purgeFirst: boolean): Promise<void> {
  await deleteDocument(spine, ctx, id);
  const event = (await spine.store.readStream(ctx.tenant, id)).at(-1);
  if (!event) throw new Error('the deletion left no event');
  const blobs = createFileBlobs({ root: folder, keyOf: async () => deriveBlobKeys(spine.master) });
  const purge = () => purgeDocument({ ...spine, blobs }, ctx, event);
  const commitmentsOf = (tenant: string, of: string) => commitmentsOfDocument(spine.database, tenant, of);
  const withdraw = () => withdrawCommitments({ store: spine.store, commitmentsOf }, ctx, event);
  for (const work of purgeFirst ? [purge, withdraw] : [withdraw, purge]) await work();
}

describe('rebuilding', { timeout: 60_000 }, () => {
  it('gives the same rows, byte for byte, and of what was erased not a word', async () => {
    let erased = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 60, maxLength: 90 }), async (deeds) => {
        const ctx = await spine.tenant();
        await setProfile(spine.store, ctx, {
          name: 'Ada',
          addresses: ['ada@quill.example'],
          organisation: null,
          zone: 'UTC',
        });
        const { living, gone } = await play(ctx, [{ ...(deeds[0] as Deed), what: 'receive' }, ...deeds]);
        expect(await different()).toEqual([]);
        const left = JSON.stringify(
          await Promise.all(
            tables.map((table) => spine.sql(`select t::text from vito.${table} t where tenant_id = $1`, [ctx.tenant])),
          ),
        );
        for (const mark of gone) expect(left).not.toContain(mark);
        for (const mark of living) expect(left).toContain(mark);
        if (gone.length > 0) expect(left).toContain('[erased]');
        erased += gone.length;
      }),
      { numRuns: 4, endOnFailure: true },
    );
    expect(erased).toBeGreaterThan(0);
  });

  it('finds a projection that was changed, lost or invented, names it, and puts it right', async () => {
    const ctx = await spine.tenant();
    const id = await readStory(spine.store, ctx);
    await propose(spine.store, ctx, id);
    const truth = await everything();
    const wrongs: [string, string][] = [
      ["update vito.document set name = 'forged' where document_id = $1", 'document'],
      ["update vito.document_reading set text = text || ' ' where document_id = $1", 'document_reading'],
      ['update vito.document_page set confidence = 99.5 where document_id = $1', 'document_page'],
      ['delete from vito.document_link where document_id = $1', 'document_link'],
      [
        "insert into vito.document_party select tenant_id, 'doc_invented', parties from vito.document_party where document_id = $1",
        'document_party',
      ],
      ["update vito.commitment set due_at = due_at + interval '1 s' where document_id = $1", 'commitment'],
    ];
    for (const [statement, table] of wrongs) {
      await spine.sql(statement, [id]);
      expect(await different()).toEqual([table]);
      expect(await everything()).toEqual(truth);
    }
  });

  it('lets everybody read on, and those who write wait: nobody fails and nothing is lost', async () => {
    const ctx = await spine.tenant();
    const ids = await Promise.all(Array.from({ length: 10 }, () => readStory(spine.store, ctx)));
    let over = false;
    const read = async (order: 'documents' | 'commitments') => {
      while (!over) {
        await spine.database.read(ctx.tenant, async (reader) => {
          const looks = [() => documentRows(reader).execute(), () => commitmentRows(reader).execute()];
          for (const look of order === 'documents' ? looks : looks.reverse()) await look();
        });
      }
    };
    let proposed = 0;
    const write = async () => {
      for (; !over; proposed++) await propose(spine.store, ctx, ids[proposed % ids.length] as string);
    };
    const others = Promise.all([read('documents'), read('commitments'), write()]);
    try {
      for (let round = 0; round < 4; round++) expect(await different()).toEqual([]);
    } finally {
      over = true;
    }
    await others;
    const [counted] = await spine.sql('select count(*)::int as n from vito.commitment where tenant_id = $1', [
      ctx.tenant,
    ]);
    expect(counted).toEqual({ n: proposed });
    expect(await different()).toEqual([]);
  });

  it('leaves row level security forced', async () => {
    await rebuild();
    const open = await spine.sql(
      "select relname from pg_class where relnamespace = 'vito'::regnamespace and relkind in ('r', 'p') and not relforcerowsecurity",
    );
    expect(open).toEqual([]);
  });
});
