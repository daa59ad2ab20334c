// Refining as work: a model over the wire confirms, completes and adds; it fails, lies, and is overtaken by what happens meanwhile.
import { extract } from '@vito/understanding/extract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Act,
  type Asked,
  confirming,
  lying,
  type ModelServer,
  startModel,
} from '../../../../tests/setup/model-server.js';
import { act } from '../../src/commitments/act.js';
import { extractCommitments } from '../../src/commitments/extract-commitments.js';
import { type RefineDeps, refineCommitments } from '../../src/commitments/refine-commitments.js';
import { commitmentRows, commitmentsOfDocument, commitmentViews, viewerOf } from '../../src/commitments/view.js';
import { deleteDocument } from '../../src/intake/delete-document.js';
import { document } from '../../src/intake/document.js';
import { threadOf } from '../../src/intake/document-thread.js';
import { answerBefore, modelUse, stageCall } from '../../src/metering/model-call.js';
import { createModel } from '../../src/platform/model.js';
import type { Context } from '../../src/spine/context.js';
import type { Draft, OpenEvent } from '../../src/spine/event.js';
import { createLull } from '../../src/spine/lull.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { readStory } from '../setup/stories.js';

const text = 'I will send you the drawings by Friday. The spares for the pump you may mark on Tuesday.';
const spares = 'The spares for the pump you may mark on Tuesday';
let spine: Spine;
let server: ModelServer;
let deps: RefineDeps;
let ctx: Context;
let id: string;

beforeAll(async () => {
  spine = await openSpine();
  server = await startModel(confirming);
  deps = depsOf();
});
afterAll(async () => {
  await server.close();
  await spine.close();
});
beforeEach(async () => {
  ctx = await spine.tenant();
  server.becomes(confirming);
  server.requests.length = 0;
  id = await readStory(spine.store, ctx, { text });
  await extractCommitments(extracting, ctx, await lastEvent(), forever);
});

const forever = new AbortController().signal;
const shared = {
  threadOf: (of: string, documentId: string) => threadOf(spine.database, of, documentId),
  zoneOf: async () => 'Europe/Berlin',
  extract: async (...[reading, context]: Parameters<RefineDeps['extract']>) => extract(reading, context),
  commitmentsOf: (of: string, documentId: string) => commitmentsOfDocument(spine.database, of, documentId),
};
const extracting = {
  ...shared,
  get store() {
    return spine.store;
  },
  awaiting: async () => new Set<string>(),
  async onDocument(of: Context, documentId: string) {
    const loaded = await spine.store.load(of, document, documentId);
    return (draft: Draft) => spine.store.stage(of, document, loaded, [draft], { id: documentId });
  },
};

function depsOf(): RefineDeps {
  const { store, database, vault } = spine;
  const config = { kind: 'openai', url: server.url, name: 'gpt-4o-mini', key: 'k', calls: 4, seconds: 10 } as const;
  return {
    ...shared,
    store,
    isAwaited: async () => false,
    lull: createLull(database, ['read-document', 'extract-commitments']),
    model: createModel({ ...config, price: null }),
    fingerprint: (of, value) => vault.fingerprint(of, value),
    answerBefore: (of, fingerprint) => answerBefore({ database, store }, of, fingerprint),
    stageCall: (of, call, answer) => stageCall(store, of, call, answer),
    async documentAt(of, documentId) {
      const loaded = await store.load(of, document, documentId);
      const { state, extractedAt, check } = loaded.state;
      const stage = (draft: Draft) => store.stage(of, document, loaded, [draft], { id: documentId });
      return state === 'deleted' ? null : { extractedAt, check, stage };
    },
  };
}

async function eventsOf(stream: string): Promise<OpenEvent[]> {
  return spine.store.readStream(ctx.tenant, stream);
}
const lastEvent = async (of = id) => (await eventsOf(of)).at(-1) as OpenEvent;
const extraction = async (of = id) =>
  (await eventsOf(of)).findLast((e) => e.type === 'document.extracted') as OpenEvent;
const refine = async (of = id) => refineCommitments(deps, ctx, await extraction(of), forever);

/** The commitments of the document as people see them, by place. */
async function shown(of = id) {
  const views = await spine.database.read(ctx.tenant, async (reader) => {
    const rows = await commitmentRows(reader).where('c.document_id', '=', of).execute();
    return commitmentViews(reader, rows, viewerOf(null, 'UTC'));
  });
  return views.sort((a, b) => a.start - b.start);
}
const use = () => spine.database.read(ctx.tenant, modelUse);
const adding = (asked: Asked): Act => {
  const { value } = confirming(asked) as { value: { items: object[] } };
  const item = { verdict: 'new', quote: spares, debtor: 'P1', due_words: 'on Tuesday', due: '2026-03-03' };
  return { kind: 'says', value: { items: [...value.items, item] } };
};

describe('a model that answers', () => {
  it('confirms and adds; what it said, and that it was asked, is told', async () => {
    server.becomes(adding);
    const [before] = await shown();
    expect(before).toMatchObject({ checked: 'rules', verdict: null, checkedBy: null, due: '2026-03-06' });
    await refine();
    const [first, added] = await shown();
    expect(first).toMatchObject({ checked: 'model', verdict: 'confirmed', checkedBy: 'gpt-4o-mini', version: 2 });
    expect(first?.confidence).toBeGreaterThan(before?.confidence ?? 1);
    expect(added).toMatchObject({ quote: spares, verdict: 'added', rule: 'model:gpt-4o-mini', due: '2026-03-03' });
    expect(await lastEvent()).toMatchObject({ type: 'document.checked', data: { judged: 2, dropped: 0, refused: 0 } });
    expect(await use()).toMatchObject({ calls: 1, failed: 0, tokensIn: 1200, tokensOut: 340, costMicros: 384 });
  });

  it('is not asked again for the same, and nothing is written twice', async () => {
    server.becomes(adding);
    await refine();
    const before = await shown();
    const second = await extractCommitments(extracting, ctx, await lastEvent(), forever).then(() => refine());
    expect(second).toBeUndefined();
    expect(server.requests).toHaveLength(1);
    expect((await shown()).map(({ verdict, hidden }) => [verdict, hidden])).toEqual(
      before.map(({ verdict, hidden }) => [verdict, hidden]),
    );
    const versions = (await shown()).map(({ version }) => version);
    await refine();
    expect((await shown()).map(({ version }) => version)).toEqual(versions);
    expect(await use()).toMatchObject({ calls: 1 });
  });

  it('is not asked about an extraction that another will replace', async () => {
    const before = await shown();
    const isAwaited = async (of: string, ids: string[], after: string) =>
      of === ctx.tenant && ids.includes(id) && after !== '';
    await refineCommitments({ ...deps, isAwaited }, ctx, await extraction(), forever);
    expect(server.requests).toHaveLength(0);
    expect(await shown()).toEqual(before);
  });

  it('is not asked about an identical document; of another company it is', async () => {
    await refine();
    const twin = await readStory(spine.store, ctx, { text });
    await extractCommitments(extracting, ctx, await lastEvent(twin), forever);
    await refine(twin);
    expect(await shown(twin)).toMatchObject([{ verdict: 'confirmed' }]);
    expect(server.requests).toHaveLength(1);
    ctx = await spine.tenant();
    const other = await readStory(spine.store, ctx, { text });
    await extractCommitments(extracting, ctx, await lastEvent(other), forever);
    await refine(other);
    expect(server.requests).toHaveLength(2);
  });

  it('leaves alone what a person has touched', async () => {
    const [one] = await shown();
    await act(spine.store, ctx, one?.id ?? '', { verb: 'renegotiate', input: { due: '2026-05-01' } });
    await refine();
    expect(await shown()).toMatchObject([{ due: '2026-05-01', status: 'renegotiated', version: 2, verdict: null }]);
  });

  it('and doubts: the finding stays, less sure', async () => {
    const found = await shown();
    server.becomes(({ content }) => ({
      kind: 'says',
      value: { items: content.findings.map(({ id: about, quote }) => ({ about, verdict: 'drop', quote })) },
    }));
    await refine();
    const [one] = await shown();
    expect(one).toMatchObject({ checked: 'model', verdict: 'doubted', hidden: null, due: found[0]?.due });
    expect(one?.confidence).toBeCloseTo((found[0]?.confidence ?? 0) / 2, 1);
  });
});

describe('a model that fails', () => {
  it.each<[string, (asked: Asked) => Act]>([
    ['untrue', lying],
    ['malformed', () => ({ kind: 'text', text: 'Of course! Here they are.' })],
    ['truncated', () => ({ kind: 'breaks off', dropped: false })],
    ['refused', () => ({ kind: 'text', text: '{}', end: 'filter' })],
    ['rejected', () => ({ kind: 'status', status: 401 })],
  ])('%s: the rules’ result stands, marked, and the work is done', async (problem, acts) => {
    const before = await shown();
    server.becomes(acts);
    await refine();
    const mark = { checked: 'model-failed', checkProblem: problem, checkedBy: 'gpt-4o-mini' };
    expect(await shown()).toEqual(before.map((one) => ({ ...one, ...mark })));
    expect(await use()).toMatchObject({ calls: 1 });
  });

  it('busy: marked once, and to be asked again when it says so; then its answer counts', async () => {
    server.becomes(() => ({ kind: 'status', status: 429, headers: { 'retry-after': '900' } }));
    await expect(refine()).rejects.toMatchObject({ code: 'unavailable', retry: 'later', retryAfter: 900 });
    const marked = await eventsOf(id);
    await expect(refine()).rejects.toMatchObject({ code: 'unavailable' });
    expect(await eventsOf(id)).toEqual(marked);
    expect(await shown()).toMatchObject([{ checked: 'model-failed', checkProblem: 'busy' }]);
    server.becomes(confirming);
    await refine();
    expect(await shown()).toMatchObject([{ checked: 'model', verdict: 'confirmed', checkProblem: null }]);
  });
});

describe('what happens while it thinks', () => {
  /** The model answers only once `what` has happened. */
  async function meanwhile(what: () => Promise<unknown>): Promise<void> {
    let told = () => {};
    const asked = new Promise<void>((resolve) => {
      told = resolve;
    });
    let done = () => {};
    const until = new Promise<void>((resolve) => {
      done = resolve;
    });
    server.becomes((request) => {
      told();
      return { ...(adding(request) as Extract<Act, { kind: 'says' }>), until };
    });
    const refining = refine();
    await asked;
    await what();
    done();
    await refining;
  }

  it('a deletion: nothing is proposed, the call is counted, its answer is not kept', async () => {
    await meanwhile(() => deleteDocument(spine, ctx, id));
    expect(await shown()).toHaveLength(1);
    expect(await use()).toMatchObject({ calls: 1 });
    const [call] = await spine.sql<{ vault_id: string | null }>(
      "select vault_id from vito.events where tenant_id = $1 and type = 'model.called'",
      [ctx.tenant],
    );
    expect(call?.vault_id).toBeNull();
  });

  it('a person acts: what the person said stands', async () => {
    const [one] = await shown();
    await meanwhile(() => act(spine.store, ctx, one?.id ?? '', { verb: 'fulfil', input: {} }));
    expect(await shown()).toMatchObject([{ status: 'fulfilled', verdict: null }, { verdict: 'added' }]);
    expect(server.requests).toHaveLength(1);
  });

  it('another extraction: that one has work of its own, and this writes nothing', async () => {
    const read = await lastEvent();
    await meanwhile(() => extractCommitments(extracting, ctx, read, forever));
    expect(await shown()).toMatchObject([{ checked: 'rules' }]);
    await refine();
    expect(await shown()).toMatchObject([{ verdict: 'confirmed' }, { verdict: 'added' }]);
    expect(server.requests).toHaveLength(1);
  });
});

it('the events of it hold nothing personal', async () => {
  server.becomes(adding);
  await refine();
  const rows = await spine.sql<{ row: string }>(
    'select data::text as row from vito.events where tenant_id = $1 union all select m::text from vito.model_call m where tenant_id = $1',
    [ctx.tenant],
  );
  expect(rows.length).toBeGreaterThan(4);
  expect(rows.map(({ row }) => row).join('\n')).not.toMatch(/drawings|spares|Quill|quill\.example|Reed/i);
});
