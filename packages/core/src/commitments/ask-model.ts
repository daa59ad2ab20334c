// Asking the model about one document: what was asked before is answered from memory, and every call is recorded.

import type { EventData } from '@vito/contracts/event';
import type { ModelProblem } from '@vito/contracts/model';
import { type Complete, promptVersion } from '@vito/understanding/extract-with-model';
import type { Model, Reply } from '../platform/model.js';
import type { Context } from '../spine/context.js';
import type { Staged } from '../spine/event-store.js';

export interface AskDeps {
  model: Model;
  /** A keyed hash of personal data. */
  fingerprint: (tenant: string, value: string) => Promise<string>;
  /** The answer that a question had before; null for none. app.ts hands these two over: they are the metering's. */
  answerBefore: (tenant: string, fingerprint: string) => Promise<string | null>;
  stageCall: (ctx: Context, call: EventData<'model.called'>, answer: string | null) => Staged;
}

/** The model gave no answer that can be read. */
export class NoAnswer extends Error {
  constructor(
    readonly problem: ModelProblem,
    /** Seconds after which it wants to be asked again. */
    readonly retryAfter: number | null,
  ) {
    super(problem);
  }
}

export interface Questioner {
  complete: Complete;
  /** The calls so far, to be committed. Not `kept`: without their answers, because the document is gone. */
  calls(options: { kept: boolean }): Staged[];
}

export function createQuestioner(deps: AskDeps, ctx: Context, documentId: string): Questioner {
  const { model } = deps;
  const made: { fingerprint: string; reply: Reply }[] = [];

  async function answered(fingerprint: string): Promise<unknown> {
    const own = made.find((one) => one.fingerprint === fingerprint && one.reply.outcome === 'answered');
    if (own) return own.reply.value;
    const before = await deps.answerBefore(ctx.tenant, fingerprint);
    return before === null ? undefined : JSON.parse(before);
  }

  return {
    async complete(question, schema, signal) {
      const asked = JSON.stringify([model.name, promptVersion, question, schema]);
      const fingerprint = await deps.fingerprint(ctx.tenant, asked);
      const known = await answered(fingerprint);
      if (known !== undefined) return known;
      const reply = await model.ask(question, schema, signal);
      made.push({ fingerprint, reply });
      if (reply.outcome !== 'answered') throw new NoAnswer(reply.outcome, reply.retryAfter);
      return reply.value;
    },
    calls: ({ kept }) =>
      made.map(({ fingerprint, reply }) => {
        const { outcome, tokensIn, tokensOut, cost, ms, tries, value } = reply;
        const call = {
          documentId,
          model: model.name,
          prompt: promptVersion,
          fingerprint,
          outcome,
          tokensIn,
          tokensOut,
          costMicros: cost?.micros ?? null,
          priced: cost?.priced ?? null,
          ms,
          tries,
        };
        return deps.stageCall(ctx, call, kept && outcome === 'answered' ? JSON.stringify(value) : null);
      }),
  };
}
