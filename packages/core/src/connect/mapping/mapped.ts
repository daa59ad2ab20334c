// Mappings applied: each payload gets what its mapping yields, or the problem that it has with it.
import { Mapped } from '@vito/contracts/webhook';
import { Failure } from '@vito/runtime/failure';
import { z } from 'zod';
import type { Blobs } from '../../platform/blobs.js';
import type { Evaluated } from '../../platform/evaluate.js';
import type { Payload } from '../payload.js';
import { rawOf } from '../payload-body.js';
import type { Source } from '../source.js';
import { inputOf } from './input.js';
import { mappedByKind } from './of-kind.js';

export type Outcome = { yields: Mapped[] } | { problem: string };

export interface MappingDeps {
  blobs: Blobs;
  evaluate: (expression: string, inputs: unknown[], signal?: AbortSignal) => Promise<Evaluated[]>;
}

/** A mapping may yield one thing, several, or nothing at all. */
const Yielded = z.union([z.null().transform(() => []), Mapped.transform((one) => [one]), z.array(Mapped).max(100)]);

/** In the order of the payloads. `mapping` null: that of the source's kind. */
export async function mapPayloads(
  deps: MappingDeps,
  tenant: string,
  { kind, mapping }: Pick<Source, 'kind' | 'mapping'>,
  payloads: Payload[],
  signal?: AbortSignal,
): Promise<Outcome[]> {
  const seen = await Promise.all(
    payloads.map(async (payload) => inputOf(payload, await rawOf(deps.blobs, tenant, payload))),
  );
  if (mapping === null) return seen.map(({ input, form }) => ({ yields: mappedByKind(kind, input, form) }));
  const inputs = seen.map(({ input }) => input);
  return (await evaluated(deps, mapping, inputs, signal)).map(outcomeOf);
}

/** Where one of them brings the process down, each goes by itself, and only that one has the problem. */
async function evaluated(
  { evaluate }: MappingDeps,
  mapping: string,
  inputs: unknown[],
  signal?: AbortSignal,
): Promise<Evaluated[]> {
  try {
    return await evaluate(mapping, inputs, signal);
  } catch (error) {
    if (!(error instanceof Failure) || signal?.aborted) throw error;
    if (inputs.length === 1) return [{ problem: error.message }];
  }
  const results: Evaluated[] = [];
  for (const input of inputs) results.push(...(await evaluated({ evaluate } as MappingDeps, mapping, [input], signal)));
  return results;
}

/** What an expression gave, if it is what a mapping may yield. */
export function outcomeOf(result: Evaluated): Outcome {
  if ('problem' in result) return result;
  const parsed = Yielded.safeParse(result.value);
  return parsed.success ? { yields: parsed.data } : { problem: misfit(result.value) };
}

/** What is wrong with a result, in terms of the thing that it means to be. */
function misfit(value: unknown): string {
  const item = Array.isArray(value) ? value.find((one) => !Mapped.safeParse(one).success) : value;
  for (const option of Mapped.options) {
    const [name] = Object.keys(option.shape) as [string];
    if (typeof item !== 'object' || item === null || !(name in item)) continue;
    const issue = option.safeParse(item).error?.issues[0];
    if (issue) return `the mapping yields a ${name} that does not fit: ${issue.path.join('.')}: ${issue.message}`;
  }
  return 'the mapping must yield {"fact": …}, {"document": …} or {"message": …}, a list of them, or nothing';
}
