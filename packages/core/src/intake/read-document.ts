// Reading: work on `document.received`. The pool reads the bytes; what comes out, or why nothing did, is one event.
import { Readable } from 'node:stream';
import { largestDocument } from '@vito/contracts/document';
import type { Reading, UnreadableReason } from '@vito/contracts/reading';
import { installedPacks } from '@vito/runtime/language-packs';
import { knownKind } from '@vito/understanding/read';
import type { ReadOutcome } from '../platform/compute-messages.js';
import type { ComputePool } from '../platform/compute-pool.js';
import type { Loaded } from '../spine/aggregate.js';
import type { Context } from '../spine/context.js';
import type { Draft, OpenEvent } from '../spine/event.js';
import { DoneBefore, MovedOn, type Once, type Staged } from '../spine/event-store.js';
import { chatPeople } from './chat-people.js';
import { type Document, document } from './document.js';
import { hideGateLinks } from './hide-gate-links.js';
import { type PrepareDeps, prepare } from './receive.js';

export interface ReadDeps extends PrepareDeps {
  pool: ComputePool;
  /** The install's data folder: language data that was added there is used for OCR. */
  dataFolder: string;
  /** Progress of a reading, for live readers; may be lost. */
  onProgress: (tenant: string, documentId: string, done: number, total: number) => void;
}

export async function readDocument(deps: ReadDeps, ctx: Context, event: OpenEvent, signal: AbortSignal): Promise<void> {
  const loaded = await deps.store.load(ctx, document, event.stream);
  if (loaded.state.state !== 'received') return deps.store.commit(ctx, []); // read by an earlier try, or deleted
  const { received, file } = loaded.state;
  if (!received || !file) return deps.store.commit(ctx, []);
  const bytes = await deps.blobs.get(ctx.tenant, received.address);
  const users = knownKind(file.name) === 'chat' ? await chatPeople(deps.database, ctx.tenant) : [];
  const result = await deps.pool.read(bytes, file.name, {
    mediaType: file.mediaType,
    users,
    languages: installedPacks(deps.dataFolder),
    onPage: (done, total) => deps.onProgress(ctx.tenant, event.stream, done, total),
    signal,
  });
  if ('unreadable' in result) {
    await settle(deps, ctx, loaded, unreadable(result.unreadable.reason, result.unreadable.message));
    return;
  }
  await settleRead(deps, ctx, loaded, result);
}

const unreadable = (reason: UnreadableReason, message: string): Draft => ({
  type: 'document.unreadable',
  data: { reason },
  secret: { message },
});

async function settle(deps: ReadDeps, ctx: Context, loaded: Loaded<Document>, draft: Draft): Promise<void> {
  await deps.store.commit(ctx, [deps.store.stage(ctx, document, loaded, [draft], { id: loaded.stream })]);
}

/** Records the reading together with its attachments, in one commit; again when one of them came in by another way meanwhile. */
async function settleRead(
  deps: ReadDeps,
  ctx: Context,
  loaded: Loaded<Document>,
  { reading, enclosures, people }: ReadOutcome,
): Promise<void> {
  const stored = [];
  for (const enclosure of enclosures) {
    if (enclosure.bytes.length === 0) continue;
    const blob = await deps.blobs.put(ctx.tenant, Readable.from([enclosure.bytes]), largestDocument);
    stored.push({ name: enclosure.name, mediaType: enclosure.mediaType, ...blob });
  }
  for (let attempt = 1; ; attempt++) {
    const staged: Staged[] = [];
    const once: Once[] = [];
    const attachments = new Map<string, string>(); // address -> document
    for (const { name, mediaType, address, size } of stored) {
      if (attachments.has(address)) continue;
      const prepared = await prepare(deps, ctx, {
        name,
        mediaType,
        address,
        size,
        source: 'attachment',
        parentId: loaded.stream,
      });
      if ('documentId' in prepared) attachments.set(address, prepared.documentId);
      else {
        attachments.set(address, prepared.staged.stream);
        staged.push(prepared.staged);
        once.push(prepared.once);
      }
    }
    const drafts = [
      readDraft(
        reading,
        [...attachments.values()].filter((id) => id !== loaded.stream),
      ),
    ];
    if (people) drafts.push({ type: 'document.people-listed', data: { people: people.length }, secret: { people } });
    staged.unshift(deps.store.stage(ctx, document, loaded, drafts, { id: loaded.stream }));
    try {
      return await deps.store.commit(ctx, staged, { once });
    } catch (error) {
      if (!(error instanceof DoneBefore || error instanceof MovedOn) || attempt >= 5) throw error;
      if (error instanceof MovedOn) throw error; // the document itself changed: the next try of this work looks again
    }
  }
}

function readDraft(reading: Reading, attachments: string[]): Draft {
  return {
    type: 'document.read',
    data: {
      kind: reading.kind,
      pages: reading.pages.map(({ words: _, ...page }) => page),
      attachments,
    },
    secret: {
      text: hideGateLinks(reading.text),
      messages: reading.messages,
      meta: reading.meta,
      words: reading.pages.map((page) =>
        page.words.flatMap((w) => [w.start, w.end, round(w.x), round(w.y), round(w.width), round(w.height)]),
      ),
    },
  };
}

const round = (fraction: number) => Math.round(fraction * 10_000) / 10_000;
