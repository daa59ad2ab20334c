// Templates: JSON whose texts that begin with "=" are expressions over what a run knows.
import type { Template } from '@vito/contracts/playbook';
import { Failure } from '@vito/runtime/failure';
import { type Evaluated, evaluateAll } from '../platform/evaluate.js';
import { type Run, stepOf } from './run.js';
import type { Json } from './tool.js';

/** The values of expressions over a scope, in their order. Throws Failure('invalid') with the words of the first that cannot be had. */
export type Evaluate = (expressions: readonly string[], scope: object) => Promise<Json[]>;

/** Those who write playbooks may write expressions that never end: theirs go to the compute pool, those that ship with ViTo do not. */
export function createEvaluate(
  evaluateThere: (expression: string, inputs: unknown[]) => Promise<Evaluated[]>,
  isShipped: (expression: string) => boolean,
): Evaluate {
  return async (expressions, scope) =>
    Promise.all(
      expressions.map(async (expression) => {
        const [found] = await (isShipped(expression) ? evaluateAll : evaluateThere)(expression, [scope]);
        if (found && 'value' in found) return found.value as Json;
        throw new Failure('invalid', `${found?.problem ?? 'no value'} in: ${expression.slice(0, 200)}`);
      }),
    );
}

/** What expressions see of a run. */
export function scopeOf(id: string, run: Run, now: Date): object {
  const own = Object.entries(run.steps).filter(([key]) => !key.includes('#'));
  const steps = own.filter(([, { state }]) => state === 'completed');
  const failed = own.filter(([, { state }]) => state === 'failed');
  return {
    input: run.input,
    steps: Object.fromEntries(steps.map(([key]) => [key, stepOf(run, key).result])),
    problems: Object.fromEntries(failed.map(([key, { problem }]) => [key, problem])),
    run: { id, playbook: run.playbook, at: run.requestedAt },
    now: now.toISOString(),
  };
}

export const expressionsIn = (template: Template): string[] => {
  if (typeof template === 'string') return template.startsWith('=') ? [template.slice(1)] : [];
  if (template === null || typeof template !== 'object') return [];
  return Object.values(template).flatMap((one) => expressionsIn(one as Template));
};

/** The template with each expression replaced by its value. */
export async function fill(evaluate: Evaluate, template: Template, scope: object): Promise<Json> {
  const expressions = expressionsIn(template);
  if (expressions.length === 0) return template as Json;
  const values = await evaluate(expressions, scope);
  let at = 0;
  const filled = (one: Template): Json => {
    if (typeof one === 'string') return one.startsWith('=') ? (values[at++] ?? null) : one;
    if (one === null || typeof one !== 'object') return one;
    if (Array.isArray(one)) return one.map((item) => filled(item as Template));
    return Object.fromEntries(Object.entries(one).map(([key, item]) => [key, filled(item as Template)]));
  };
  return filled(template);
}
