// One commit of mapped records: their facts, what each became, and how far the stream is mapped now.
import type { Mapped, Yield } from '@vito/contracts/webhook';
import { Failure } from '@vito/runtime/failure';
import type { Context } from '../../../spine/context.js';
import type { Draft } from '../../../spine/event.js';
import type { Vault } from '../../../spine/vault.js';
import { createFactStage, type FactStage } from '../../fact-stage.js';
import { fileOf } from '../../mapping/file.js';
import type { MappingDeps, Outcome } from '../../mapping/mapped.js';
import { outcomesOf, type RecordTold, stalledWords } from './outcomes.js';
import { type Progress, recordMapping } from './record-mapping.js';
import type { Target, TargetDeps } from './target.js';

export interface MapRecordsDeps extends TargetDeps {
  vault: Vault;
  evaluate: MappingDeps['evaluate'];
  /** Takes in a file as if it had been posted; returns its document. The same bytes are one document. */
  receive: (ctx: Context, file: { name: string; mediaType: string; bytes: Buffer }) => Promise<string>;
}

/** Throws MovedOn where somebody else has gone on with this stream: nothing is written then. */
export async function writeMapped(
  deps: MapRecordsDeps,
  ctx: Context,
  target: Target,
  told: RecordTold[],
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const { connectionId, recordsId, stream, set } = target;
  const { outcomes, stalled } = target.stalled
    ? { outcomes: told.map(() => ({ problem: stalledWords })), stalled: true }
    : await outcomesOf(deps.evaluate, target, told, signal);
  const originOf = ({ key }: RecordTold) => ({ connectionId, recordsId, key });
  const facts = await createFactStage(
    deps,
    ctx,
    told.map((one, index) => ({ from: originOf(one), outcome: outcomes[index] })),
  );
  const mapped: { key: string; of: number; yields: Yield[] }[] = [];
  const unmapped: { key: string; of: number }[] = [];
  const problems: string[] = [];
  for (const [index, one] of told.entries()) {
    const { key, of } = one;
    const result = await takenIn(deps, ctx, one, outcomes[index] as Outcome);
    if ('problem' in result) {
      unmapped.push({ key, of });
      problems.push(result.problem);
    } else mapped.push({ key, of, yields: yieldsOf(facts, { ...one, from: originOf(one), stream }, result) });
  }
  const draft: Draft = {
    type: 'mapping.advanced',
    data: { connectionId, recordsId, set, ...progress, stalled, mapped, unmapped },
    secret: { stream, problems },
  };
  const own = deps.store.stage(ctx, recordMapping, { ...target.map, state: null }, [draft], { id: connectionId });
  await deps.store.commit(ctx, [own, ...facts.staged()]);
}

/** What a mapping yields, of documents and messages the documents that they are now. */
interface TakenIn {
  yields: Mapped[];
  /** By their place among the yields. */
  documents: Map<number, string>;
}

/** Of a record that is gone nothing is taken in: what it became before stays, its facts are told to be gone. */
async function takenIn(
  { receive }: MapRecordsDeps,
  ctx: Context,
  { key, deleted, syncedAt }: RecordTold,
  outcome: Outcome,
): Promise<TakenIn | { problem: string }> {
  if ('problem' in outcome) return outcome;
  const documents = new Map<number, string>();
  for (const [index, one] of outcome.yields.entries()) {
    if ('fact' in one || deleted) continue;
    try {
      documents.set(index, await receive(ctx, await fileOf(one, `${key}-${index}`, syncedAt)));
    } catch (error) {
      if (!(error instanceof Failure) || error.retry !== 'never') throw error;
      return { problem: error.message }; // too large, say: no reason to stop all others
    }
  }
  return { yields: outcome.yields, documents };
}

type Told = RecordTold & { from: Parameters<FactStage['add']>[0]['from']; stream: string };

function yieldsOf(
  facts: FactStage,
  { from, stream, deleted, syncedAt }: Told,
  { yields, documents }: TakenIn,
): Yield[] {
  return yields.flatMap((one, index): Yield[] => {
    const id =
      'fact' in one ? facts.add({ from, at: syncedAt, type: stream, gone: deleted }, one.fact) : documents.get(index);
    return id ? [{ kind: 'fact' in one ? 'fact' : 'document', id }] : [];
  });
}
