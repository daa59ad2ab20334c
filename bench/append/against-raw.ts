// The real append (one event, one vault row, one whole projection row, one outbox row) against one-row commits, 8 at a time.
import { newId } from '@vito/contracts/ids';
import { commitment } from '../../packages/core/src/commitments/commitment.js';
import type { Context } from '../../packages/core/src/spine/context.js';
import type { Draft } from '../../packages/core/src/spine/event.js';
import type { Staged } from '../../packages/core/src/spine/event-store.js';
import type { Bench } from '../setup/bench-server.js';
import { quantile } from '../setup/report.js';

export interface AppendFigures {
  raw: number;
  append: number;
  ratio: number;
  batched: number;
  batchGain: number;
  p50: number;
  p99: number;
  behindMs: number;
}

export async function appendAgainstRaw(
  bench: Bench,
  options: { connections: number; seconds: number },
): Promise<AppendFigures> {
  await bench.owner.query(
    'create table if not exists public.raw (id bigint generated always as identity primary key, body text)',
  );
  const ctx = await bench.tenant();
  const keyId = newId('document');
  await bench.store.commit(ctx, [stageProposal(bench, ctx, keyId, true)]); // the document's key is made once
  const commitRaw = () =>
    bench.owner.query({ name: 'raw', text: 'insert into public.raw (body) values ($1)', values: [body] }).then(() => 1);
  // Before and after, as the machine may be another one by then.
  const rawBefore = await rate(options, commitRaw);
  const times: number[] = [];
  const append = await rate(options, async () => {
    const began = performance.now();
    await bench.store.commit(ctx, [stageProposal(bench, ctx, keyId)]);
    times.push(performance.now() - began);
    return 1;
  });
  const behindMs = await timeToCatchUp(bench, ctx);
  const raw = (rawBefore + (await rate(options, commitRaw))) / 2;
  const batched = await rate(options, async () => {
    await bench.store.commit(
      ctx,
      Array.from({ length: 50 }, () => stageProposal(bench, ctx, keyId)),
    );
    return 50;
  });
  await timeToCatchUp(bench, ctx);
  return {
    raw,
    append,
    ratio: append / raw,
    batched,
    batchGain: batched / append,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    behindMs,
  };
}

const body = 'x'.repeat(200);

/** A commitment as extraction proposes it. */
export function stageProposal(bench: Pick<Bench, 'store'>, ctx: Context, keyId: string, isNew = false): Staged {
  const stream = newId('commitment');
  const draft: Draft = {
    type: 'commitment.proposed',
    data: {
      documentId: keyId,
      start: 10,
      end: 60,
      page: null,
      due: '2026-03-06',
      precision: 'day',
      status: 'accepted',
      confidence: 0.8,
      rule: 'bench',
      rulesVersion: 'bench',
      saidAt: '2026-03-03T16:20:55+00:00',
      zone: 'Europe/London',
    },
    secret: {
      quote: 'I will send you the deck by Friday, and the figures with it.',
      debtor: { name: 'Ada Bench', address: 'ada@bench.example', organisation: null },
      creditor: { name: 'Bob Bench', address: 'bob@bench.example', organisation: 'Bench' },
      action: 'send the deck',
      condition: null,
    },
  };
  return bench.store.stage(ctx, commitment, { stream, version: 0, state: commitment.initial }, [draft], {
    id: keyId,
    isNew,
  });
}

/** Events per second of `connections` callers that each wait for their commit. The first two seconds warm up, uncounted. */
async function rate(
  { connections, seconds }: { connections: number; seconds: number },
  once: () => Promise<number>,
): Promise<number> {
  let counted = 0;
  let counting = false;
  let ended = false;
  const callers = Array.from({ length: connections }, async () => {
    while (!ended) {
      const events = await once();
      if (counting && !ended) counted += events;
    }
  });
  await new Promise((resolve) => setTimeout(resolve, 2000));
  counting = true;
  const began = performance.now();
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  ended = true;
  const lasted = (performance.now() - began) / 1000;
  await Promise.all(callers);
  return counted / lasted;
}

/** Milliseconds until the outbox is empty after the last commit: how far the sequencer was behind. */
async function timeToCatchUp(bench: Bench, ctx: Context): Promise<number> {
  const began = performance.now();
  for (;;) {
    const left = await bench.database.read(ctx.tenant, (reader) =>
      reader.selectFrom('outbox').select('event_id').limit(1).execute(),
    );
    if (left.length === 0) return performance.now() - began;
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
