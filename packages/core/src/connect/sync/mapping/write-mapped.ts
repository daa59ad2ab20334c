// One commit of mapped records: their facts, what each became, and how far the stream is mapped now.
import type { Yield } from '@vito/contracts/webhook';
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
    const outcome = outcomes[index] as Outcome;
    const { key, of } = one;
    if ('problem' in outcome) {
      unmapped.push({ key, of });
      problems.push(outcome.problem);
    } else
      mapped.push({
        key,
        of,
        yields: await yieldsOf(deps, ctx, facts, { ...one, from: originOf(one), stream }, outcome),
      });
  }
  const draft: Draft = {
    type: 'mapping.advanced',
    data: { connectionId, recordsId, set, ...progress, stalled, mapped, unmapped },
    secret: { stream, problems },
  };
  const own = deps.store.stage(ctx, recordMapping, { ...target.map, state: null }, [draft], { id: connectionId });
  await deps.store.commit(ctx, [own, ...facts.staged()]);
}

type Told = RecordTold & { from: Parameters<FactStage['add']>[0]['from']; stream: string };

/** Of a record that is gone nothing is taken in: what it became before stays, its facts are told to be gone. */
async function yieldsOf(
  deps: MapRecordsDeps,
  ctx: Context,
  facts: FactStage,
  { from, key, stream, deleted, syncedAt }: Told,
  { yields: mapped }: Extract<Outcome, { yields: unknown }>,
): Promise<Yield[]> {
  const yields: Yield[] = [];
  for (const [index, one] of mapped.entries()) {
    if ('fact' in one) {
      const id = facts.add({ from, at: syncedAt, type: stream, gone: deleted }, one.fact);
      if (id !== null) yields.push({ kind: 'fact', id });
    } else if (!deleted) {
      yields.push({ kind: 'document', id: await deps.receive(ctx, await fileOf(one, `${key}-${index}`, syncedAt)) });
    }
  }
  return yields;
}
