// Refining: work on an extraction. A model confirms and completes what the rules found; they stand meanwhile, and where it fails.

import type { ExtractedCommitment } from '@vito/contracts/commitment';
import { type ModelProblem, modelProblemWords, passingProblems } from '@vito/contracts/model';
import { Failure } from '@vito/runtime/failure';
import { rulesVersion } from '@vito/understanding/extract';
import { type Checked, extractWithModel, promptVersion } from '@vito/understanding/extract-with-model';
import type { Context } from '../spine/context.js';
import type { Draft, OpenEvent } from '../spine/event.js';
import { MovedOn, type Staged } from '../spine/event-store.js';
import type { Lull } from '../spine/lull.js';
import { type AskDeps, createQuestioner, NoAnswer, type Questioner } from './ask-model.js';
import type { DocumentThread, ExtractDeps } from './extract-commitments.js';
import { changesOf, type Item } from './reconcile.js';

/** A document as it stands now, and what stages a draft on it in just this state. */
export interface DocumentAt {
  /** The version of its last extraction. */
  extractedAt: number;
  /** How asking went since then: the problem, if it failed; null: not asked. */
  check: { problem: ModelProblem | null } | null;
  stage: (draft: Draft) => Staged;
}

export interface RefineDeps extends Omit<ExtractDeps, 'onDocument' | 'awaiting'>, AskDeps {
  /** Null when it is deleted. */
  documentAt: (ctx: Context, documentId: string) => Promise<DocumentAt | null>;
  /** Work that has not begun will extract this document again, or refine a later extraction of it. */
  isAwaited: (tenant: string, documentIds: string[], after: string) => Promise<boolean>;
  /** Resolves when nothing waits to be read or searched by the rules. */
  lull: Lull;
}

type Looked =
  | { items: Checked[]; dropped: number; refused: number }
  | { problem: ModelProblem; retryAfter: number | null };

const tries = 5;
/** Milliseconds that asking waits for the rules to be done with what came in: a long import does not hold it up for ever. */
const patience = 10_000;

/** Throws Failure('unavailable') where asking again later can help; the worker does. */
export async function refineCommitments(
  deps: RefineDeps,
  ctx: Context,
  event: OpenEvent,
  signal: AbortSignal,
): Promise<void> {
  const documentId = event.stream;
  const questioner = createQuestioner(deps, ctx, documentId);
  // A thread that comes in at once may be extracted more than once: only the last is worth asking about.
  await deps.lull(ctx.tenant, patience, signal);
  if (signal.aborted) return;
  if (await deps.isAwaited(ctx.tenant, [documentId], event.id)) return deps.store.commit(ctx, []);
  for (let attempt = 1; ; attempt++) {
    const at = await deps.documentAt(ctx, documentId);
    const thread = await deps.threadOf(ctx.tenant, documentId);
    if (!at || !thread.reading) return deps.store.commit(ctx, questioner.calls({ kept: false }));
    // Extracted again meanwhile: that extraction has work of its own.
    if (at.extractedAt !== event.version) return deps.store.commit(ctx, questioner.calls({ kept: true }));
    try {
      return await settle(deps, ctx, { at, thread, documentId }, questioner, signal);
    } catch (error) {
      const erased = error instanceof Failure && error.code === 'not-found';
      if (!(error instanceof MovedOn || erased) || attempt >= tries) throw error;
    }
  }
}

interface Subject {
  at: DocumentAt;
  thread: DocumentThread;
  documentId: string;
}

async function settle(
  deps: RefineDeps,
  ctx: Context,
  subject: Subject,
  questioner: Questioner,
  signal: AbortSignal,
): Promise<void> {
  const { at, thread, documentId } = subject;
  const reading = thread.reading as NonNullable<DocumentThread['reading']>;
  const zone = await deps.zoneOf(ctx.tenant);
  const found = await deps.extract(reading, { earlier: thread.earlier, zone }, signal);
  const looked = await look(deps, thread, found, zone, questioner, signal);
  const by = { model: deps.model.name, prompt: promptVersion };
  if ('problem' in looked) return failed(deps, ctx, at, looked, by, questioner);
  const staged = await changesOf(
    deps,
    ctx,
    { documentId, reading, zone },
    looked.items.map((item) => itemOf(item, by)),
  );
  const judged = looked.items.filter(({ verdict }) => verdict !== null).length;
  const { dropped, refused } = looked;
  staged.push(
    at.stage({ type: 'document.checked', data: { ...by, rulesVersion, judged, dropped, refused }, secret: {} }),
    ...questioner.calls({ kept: true }),
  );
  await deps.store.commit(ctx, staged);
}

async function look(
  deps: RefineDeps,
  thread: DocumentThread,
  found: ExtractedCommitment[],
  zone: string,
  { complete }: Questioner,
  signal: AbortSignal,
): Promise<Looked> {
  const reading = thread.reading as NonNullable<DocumentThread['reading']>;
  const asking = { complete, model: deps.model.name, signal };
  try {
    const result = await extractWithModel(reading, { earlier: thread.earlier, zone }, found, asking);
    return result.outcome === 'checked' ? result : { problem: result.outcome, retryAfter: null };
  } catch (error) {
    if (error instanceof NoAnswer) return error;
    throw error;
  }
}

/** The rules' list stands, marked once; what passes by itself is tried again. */
async function failed(
  deps: RefineDeps,
  ctx: Context,
  at: DocumentAt,
  { problem, retryAfter }: Extract<Looked, { problem: ModelProblem }>,
  by: { model: string; prompt: string },
  questioner: Questioner,
): Promise<void> {
  const passing = passingProblems.includes(problem);
  const known = at.check?.problem === problem;
  const draft: Draft = { type: 'document.check-failed', data: { ...by, problem }, secret: {} };
  // An endpoint that is away for an hour leaves one line, not one for each time it was looked for.
  const staged =
    known && problem === 'down' ? [] : [...(known ? [] : [at.stage(draft)]), ...questioner.calls({ kept: true })];
  if (!passing) return deps.store.commit(ctx, staged);
  const { work: _, ...plain } = ctx;
  await deps.store.commit(plain, staged);
  throw new Failure('unavailable', `the model could not check a document: ${modelProblemWords[problem]}`, {
    ...(retryAfter === null ? {} : { retryAfter }),
  });
}

function itemOf({ verdict, ...item }: Checked, by: { model: string; prompt: string }): Item {
  return verdict === null ? item : { ...item, check: { verdict, ...by } };
}
