// A gate is decided: once, by somebody who may, about exactly what was shown.
import type { GateVerdict } from '@vito/contracts/run';
import { Failure } from '@vito/runtime/failure';
import type { Context } from '../spine/context.js';
import type { Draft } from '../spine/event.js';
import { storable } from '../spine/storable.js';
import { hashOf } from './hash.js';
import { isOver, type Run } from './run.js';
import { over, type TellDeps, tell } from './tell-run.js';
import type { Json, Toolbox } from './tool.js';

export type Door = 'app' | 'api' | 'cli' | 'link';

/**
 * `address`: whose mail's link it is decided by. Throws Failure: 'not-found', 'conflict' (decided, or about something else), 'forbidden' (four eyes), 'invalid' (edited
 * arguments).
 */
export async function decideGate(
  deps: TellDeps & { tools: Toolbox; clock: () => Date },
  ctx: Context,
  { run: id, step }: { run: string; step: string },
  verdict: GateVerdict,
  by: Door,
  address?: string,
): Promise<Run> {
  const edited = verdict.decision === 'edited' ? storable((verdict.args ?? null) as Json) : null;
  let fits: ((tool: string) => void) | null = null;
  if (verdict.decision === 'edited') {
    const tools = await deps.tools.list(ctx.tenant);
    fits = (name) => {
      const tool = tools.find((one) => one.name === name);
      const result = tool?.input.safeParse(edited);
      if (result?.success) return;
      const issues = (result?.error.issues ?? []).map(({ path, message }) => ({
        path: ['args', ...path].join('.'),
        message,
      }));
      throw new Failure('invalid', `this is not what ${name} takes`, { issues });
    };
  }
  return tell(deps, ctx, id, (run) => {
    const gate = run.steps[step]?.gate;
    if (!gate) throw new Failure('not-found', 'there is no such gate');
    if (gate.state !== 'open') throw new Failure('conflict', `this was decided before: ${gate.state}`);
    if (isOver(run)) throw over(run);
    if (run.status === 'compensating' || run.cancel !== null)
      throw new Failure('conflict', 'this run is being cancelled: there is nothing to decide any more');
    if (Date.parse(gate.expiresAt) <= deps.clock().getTime())
      throw new Failure('conflict', 'the time to decide this is over');
    if (verdict.hash !== gate.hash)
      throw new Failure('conflict', 'what is asked is not what was shown: look at it again');
    if (gate.policy.fourEyes && verdict.decision !== 'rejected' && ctx.actor.id === run.requestedBy)
      throw new Failure('forbidden', 'whoever asked for this run may not approve it: somebody else has to');
    fits?.(gate.tool);
    const hash = verdict.decision === 'rejected' ? null : verdict.decision === 'edited' ? hashOf(edited) : gate.hash;
    const draft: Draft = {
      type: 'run.gate-decided',
      data: { step, decision: verdict.decision, hash, seen: gate.hash, by },
      secret: {
        ...(verdict.decision === 'edited' ? { args: edited } : {}),
        ...(verdict.reason === undefined ? {} : { reason: verdict.reason }),
        ...(address === undefined ? {} : { address }),
      },
    };
    return [draft];
  });
}
