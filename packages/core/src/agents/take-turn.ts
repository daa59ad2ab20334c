// A turn of an agent: what it can cost at most is set aside, the model is asked, and what it said and cost is told.
import { passingProblems } from '@vito/contracts/model';
import { Failure } from '@vito/runtime/failure';
import type { Chat, Turn } from '../platform/chat.js';
import type { Offered } from '../platform/chat-question.js';
import { BudgetSpent } from '../spine/event-store.js';
import { storable } from '../spine/storable.js';
import { budgetDay, mayReserve, settledCost } from './budget.js';
import { type Came, conversationOf, type TurnSoFar } from './conversation.js';
import { type Action, callKey, lostTurn, unusable } from './decide.js';
import { type Evaluate, fill, scopeOf } from './expressions.js';
import { failure, type Situation, type Told } from './perform.js';
import { type Run, stepOf } from './run.js';
import type { Json, Toolbox } from './tool.js';
import { offerOf, takeUnsure } from './unsure.js';

export interface TurnDeps {
  chat: Chat;
  tools: Toolbox;
  evaluate: Evaluate;
  zoneOf: (tenant: string) => Promise<string>;
}

const retry = { attempts: 5, firstSeconds: 2 };

/** Null: it was ended from outside; what is set aside for it is told of by whoever goes on. */
export async function takeTurn(
  deps: TurnDeps,
  { step, from, turn }: Action & { kind: 'turn' },
  situation: Situation,
): Promise<Told | null> {
  const { ctx, id, run, now, signal } = situation;
  const { reserved: left, attempts, turns, input: known } = stepOf(run, step);
  const attempt = attempts + 1;
  const failed = (error: unknown) => failure(step, attempt, error, { retry, now, optional: false });
  let reserved: { turn: number; micros: number; day: string };
  let question: ReturnType<typeof conversationOf>;
  try {
    const input = known === undefined ? await fill(deps.evaluate, from.with, scopeOf(id, run, now)) : known;
    const zone = await deps.zoneOf(ctx.tenant);
    const tools = await offered(deps.tools, ctx.tenant, from.tools);
    const soFar = turns.map((one) => soFarOf(run, step, one));
    question = conversationOf({ run: id, now, zone, step: from, input, tools, turns: soFar });
    reserved = { turn, micros: deps.chat.worst(question), day: budgetDay(now) };
    checkOwn(run, reserved.micros, left?.micros ?? 0);
    const { micros, day } = reserved;
    await situation.ahead({
      drafts: [
        ...(left ? [lostTurn(step, left)] : []), // whoever asked before did not live to tell
        {
          type: 'run.turn-reserved',
          data: { step, turn, model: deps.chat.name, reserved: micros, day },
          secret: known === undefined ? { input: storable(input) } : {},
        },
      ],
    });
  } catch (error) {
    if (error instanceof BudgetSpent) return { drafts: [failed(spent(`the company's budget of the ${error.scope}`))] };
    if (error instanceof Failure) return { drafts: [failed(error)] };
    throw error;
  }
  const said = await deps.chat.take(question, { signal }).catch((error) => {
    if (signal.aborted) return null;
    throw error;
  });
  if (!said) return null;
  return told(said, { step, turn, model: deps.chat.name, reserved, failed });
}

function told(
  said: Turn,
  {
    step,
    turn,
    model,
    reserved,
    failed,
  }: {
    step: string;
    turn: number;
    model: string;
    reserved: { micros: number; day: string };
    failed: (error: unknown) => Told['drafts'][number];
  },
): Told {
  const cost = settledCost(said, reserved.micros);
  if (said.outcome !== 'answered' && !unusable.has(said.finish)) {
    const data = { step, turn, reserved: reserved.micros, cost, day: reserved.day };
    return { drafts: [{ type: 'run.turn-lost', data, secret: {} }, failed(away(said))] };
  }
  const calls = said.calls.map(({ id, tool, args }) => {
    const taken = takeUnsure(args);
    return { id, tool, args: storable(taken.args) as Json, unsure: taken.unsure };
  });
  const { usage, finish, ms } = said;
  const tokens = { tokensIn: usage?.in ?? 0, tokensOut: usage?.out ?? 0, tokensCached: usage?.cached ?? 0 };
  const data = { step, turn, model, ...tokens, reserved: reserved.micros, cost, day: reserved.day, ms, finish };
  return { drafts: [{ type: 'run.turn-taken', data, secret: { text: storable(said.text), calls } }] };
}

const passing: ReadonlySet<string> = new Set([...passingProblems, 'malformed']);

const away = ({ outcome, retryAfter }: Turn) =>
  new Failure('unavailable', `the model gave no answer (${outcome})`, {
    retry: passing.has(outcome) ? 'later' : 'never',
    ...(retryAfter === null ? {} : { retryAfter }),
  });

const spent = (whose: string) =>
  new Failure('unavailable', `${whose} does not hold what this turn may cost: raise it, and fork the run here`, {
    retry: 'never',
  });

/** What is left of an earlier turn counts as spent. Throws Failure. */
function checkOwn({ budgetMicros, costMicros }: Run, micros: number, left: number): void {
  if (!mayReserve({ limitMicros: budgetMicros, reserved: left, spent: costMicros }, micros))
    throw spent("the run's own budget");
}

async function offered(tools: Toolbox, tenant: string, names: readonly string[]): Promise<Offered[]> {
  const found = await Promise.all(names.map((name) => tools.find(tenant, name)));
  return found.flatMap((tool) => (tool ? offerOf(tool) : []));
}

function soFarOf(
  run: Run,
  step: string,
  { turn, text, finish, calls }: Run['steps'][string]['turns'][number],
): TurnSoFar {
  const came = calls.map((call, index) => ({
    ...call,
    args: call.args as Record<string, unknown>,
    came: cameOf(run, callKey(step, turn, index)),
  }));
  return { text, finish, calls: came };
}

function cameOf(run: Run, key: string): Came {
  const { state, result, problem, gate } = stepOf(run, key);
  if (state === 'completed')
    return { kind: 'done', result, ...(gate?.state === 'edited' ? { edited: gate.args } : {}) };
  if (gate?.state === 'rejected') return { kind: 'rejected', reason: gate.reason ?? '' };
  if (gate?.state === 'expired') return { kind: 'expired' };
  return state === 'failed' ? { kind: 'failed', message: problem?.message ?? '' } : { kind: 'nothing' };
}
