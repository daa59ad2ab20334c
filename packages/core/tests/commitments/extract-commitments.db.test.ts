// Extraction as work: found once, read again without noise, and never against a deletion, a newer reading or a person.
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { act } from '../../src/commitments/act.js';
import { commitment } from '../../src/commitments/commitment.js';
import {
  type ExtractDeps,
  extractCommitments,
  withdrawCommitments,
} from '../../src/commitments/extract-commitments.js';
import { commitmentsOfDocument } from '../../src/commitments/view.js';
import { deleteDocument } from '../../src/intake/delete-document.js';
import { document } from '../../src/intake/document.js';
import { threadOf } from '../../src/intake/document-thread.js';
import type { Context } from '../../src/spine/context.js';
import type { OpenEvent } from '../../src/spine/event.js';
import { openSpine, type Spine } from '../setup/spine.js';
import { onDocument, party, readDraft, readStory } from '../setup/stories.js';

const text = 'We will send the drawings on Friday. I will call Bo tomorrow.';
let spine: Spine;
let ctx: Context;
let id: string;
beforeAll(async () => {
  spine = await openSpine();
});
afterAll(() => spine.close());
beforeEach(async () => {
  ctx = await spine.tenant();
  id = await readStory(spine.store, ctx, { text });
});

/** A promise at these words of the text. */
function item(words: string, more: Partial<ExtractedCommitment> = {}): ExtractedCommitment {
  const start = Math.max(0, text.indexOf(words));
  const end = start + words.length;
  const said = {
    debtor: party('Ada Quill'),
    creditor: null,
    action: words,
    due: '2026-03-06',
    condition: null,
  } as const;
  const rest = { page: 1, precision: 'day', status: 'proposed', confidence: 0.9, rule: 'will-do' } as const;
  return { quote: words, start, end, ...said, ...rest, ...more };
}
const drawings = item('We will send the drawings on Friday.');
const call = item('I will call Bo tomorrow.');

function depsOf(extract: ExtractDeps['extract']): ExtractDeps {
  const { database, store } = spine;
  return {
    store,
    threadOf: (of, documentId) => threadOf(database, of, documentId),
    zoneOf: async () => 'Europe/Berlin',
    extract,
    commitmentsOf: (of, documentId) => commitmentsOfDocument(database, of, documentId),
    awaiting: async () => new Set(),
    async onDocument(of, documentId) {
      const loaded = await store.load(of, document, documentId);
      if (loaded.state.state === 'deleted') return null;
      return (draft) => store.stage(of, document, loaded, [draft], { id: documentId });
    },
  };
}
const finds = (...items: ExtractedCommitment[]) => depsOf(async () => items);

async function lastEvent(stream: string): Promise<OpenEvent> {
  return (await spine.store.readStream(ctx.tenant, stream)).at(-1) as OpenEvent;
}
async function run(deps: ExtractDeps, event?: OpenEvent): Promise<void> {
  await extractCommitments(deps, ctx, event ?? (await lastEvent(id)), new AbortController().signal);
}
/** The commitments of the document: what each says, how it stands, and what happened to it. */
async function standing(of = id) {
  const ids = await commitmentsOfDocument(spine.database, ctx.tenant, of);
  const states = await Promise.all(ids.map((one) => spine.store.load(ctx, commitment, one)));
  return states
    .map(({ stream, version, state }) => ({
      stream,
      version,
      action: state.terms.action,
      due: state.terms.due,
      hidden: state.terms.hidden,
    }))
    .sort((a, b) => a.action.localeCompare(b.action));
}

describe('what is found', () => {
  it('is proposed once, and found again changes nothing', async () => {
    await run(finds(drawings, call));
    const first = await standing();
    expect(first.map(({ action, version }) => [action, version])).toEqual([
      [call.action, 1],
      [drawings.action, 1],
    ]);
    await run(finds(drawings, call));
    await run(finds(call, drawings));
    expect(await standing()).toEqual(first);
  });

  it('otherwise than before is read again; no more is withdrawn; and again is there again', async () => {
    await run(finds(drawings, call));
    await run(finds({ ...drawings, due: '2026-03-13' }));
    expect(await standing()).toMatchObject([
      { action: call.action, hidden: 'withdrawn' },
      { due: '2026-03-13', hidden: null, version: 2 },
    ]);
    await run(finds({ ...drawings, due: '2026-03-13' }, call));
    expect(await standing()).toMatchObject([{ action: call.action, hidden: null, version: 3 }, { version: 2 }]);
  });

  it('is not changed, nor withdrawn, once a person has touched it', async () => {
    await run(finds(drawings, call));
    const [called, sent] = await standing();
    await act(spine.store, ctx, sent?.stream ?? '', { verb: 'renegotiate', input: { due: '2026-04-01' } });
    await act(spine.store, ctx, called?.stream ?? '', { verb: 'dismiss', input: {} });
    await run(finds({ ...drawings, due: '2026-03-13' }));
    expect(await standing()).toMatchObject([
      { hidden: 'dismissed', version: 2 },
      { due: '2026-04-01', hidden: null, version: 2 },
    ]);
  });
});

describe('what happens while it searches', () => {
  /** Extraction in whose middle something happens, the first time. */
  function meanwhile(
    what: () => Promise<unknown>,
    ...items: ExtractedCommitment[]
  ): ExtractDeps & { searches: () => number } {
    let searches = 0;
    const deps = depsOf(async () => {
      if (++searches === 1) await what();
      return items;
    });
    return { ...deps, searches: () => searches };
  }

  it('a deletion, even with all that follows it: nothing is proposed for a document that is gone', async () => {
    const deps = meanwhile(async () => {
      await deleteDocument(spine, ctx, id);
      await withdrawCommitments(deps, ctx, await lastEvent(id));
    }, drawings);
    await run(deps);
    expect(await standing()).toEqual([]);
  });

  it('a deletion of what was found before: all of it is withdrawn', async () => {
    await run(finds(drawings));
    const deps = meanwhile(
      async () => {
        await deleteDocument(spine, ctx, id);
        await withdrawCommitments(deps, ctx, await lastEvent(id));
      },
      drawings,
      call,
    );
    await run(deps);
    expect(await standing()).toMatchObject([{ action: '[erased]', hidden: 'withdrawn' }]);
  });

  it('another extraction of the same document: each promise is proposed once', async () => {
    const deps = meanwhile(() => run(finds(drawings, call)), drawings, call);
    await run(deps);
    expect((await standing()).map(({ action }) => action)).toEqual([call.action, drawings.action]);
    await Promise.all([run(finds(drawings, call)), run(finds(drawings, call)), run(finds(drawings, call))]);
    expect(await standing()).toHaveLength(2);
  });

  it('the thread grows: what was found with less of it is searched for again, and does not overwrite', async () => {
    const later = { ...drawings, due: '2026-03-20' };
    let grown = false;
    let searches = 0;
    const deps = depsOf(async () => {
      searches++;
      const found = grown ? later : drawings;
      if (!grown) {
        grown = true;
        await onDocument(spine.store, ctx, id, { type: 'document.thread-grown', data: { by: id }, secret: {} });
        await run(finds(later));
      }
      return [found];
    });
    await run(deps);
    expect(await standing()).toMatchObject([{ due: '2026-03-20' }]);
    expect(searches).toBe(2);
  });

  it('a person acts: what the person said stands', async () => {
    await run(finds(drawings));
    const [before] = await standing();
    const changed = { ...drawings, due: '2026-03-13' };
    const deps = meanwhile(
      () =>
        act(spine.store, ctx, before?.stream ?? '', {
          verb: 'correct',
          input: { action: 'by hand', due: '2026-05-01' },
        }),
      changed,
    );
    await run(deps);
    expect(await standing()).toMatchObject([{ action: 'by hand', due: '2026-05-01' }]);
  });
});

describe('a thread', () => {
  it('tells the later ones that an earlier one came in, once, and leaves out those that are gone', async () => {
    const [kept, gone] = [await readStory(spine.store, ctx), await readStory(spine.store, ctx)];
    await deleteDocument(spine, ctx, gone);
    const deps = {
      ...finds(drawings),
      threadOf: async () => ({ reading: readingOf(), earlier: [], later: [kept, gone] }),
    };
    const read = await lastEvent(id);
    await run(deps, read);
    expect((await lastEvent(kept)).type).toBe('document.thread-grown');
    expect((await lastEvent(gone)).type).toBe('document.deleted');
    await run(deps, await lastEvent(kept).then((event) => ({ ...event, stream: id }) as OpenEvent));
    expect((await spine.store.load(ctx, document, kept)).version).toBe(3);
  });

  it('does not tell those that wait to be extracted: they will see it', async () => {
    const [waits, stands] = [await readStory(spine.store, ctx), await readStory(spine.store, ctx)];
    await run({
      ...finds(drawings),
      threadOf: async () => ({ reading: readingOf(), earlier: [], later: [waits, stands] }),
      awaiting: async (_, ids) => new Set(ids.filter((one) => one === waits)),
    });
    expect((await lastEvent(waits)).type).toBe('document.read');
    expect((await lastEvent(stands)).type).toBe('document.thread-grown');
  });

  it('that grows at once is searched when the last of it is there', async () => {
    await onDocument(spine.store, ctx, id, { type: 'document.thread-grown', data: { by: id }, secret: {} });
    let waits = true;
    const deps = { ...finds(drawings), awaiting: async () => new Set(waits ? [id] : []) };
    await run(deps);
    expect(await standing()).toEqual([]);
    waits = false;
    await run(deps);
    expect(await standing()).toHaveLength(1);
  });

  function readingOf() {
    const draft = readDraft({ text });
    if (draft.type !== 'document.read') throw new Error('not a reading');
    const { text: whole, messages, meta } = draft.secret;
    return { kind: 'mail' as const, text: whole, pages: [], messages, meta };
  }
});
