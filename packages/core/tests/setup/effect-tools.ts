// Tools whose effects are told to somebody outside, one word a call, with the key by which a repetition is known as one.
import { Failure } from '@vito/runtime/failure';
import { wait } from '@vito/runtime/wait';
import { z } from 'zod';
import { defineTool, type Json, type Tool, type ToolCall, type ToolDefinition } from '../../src/agents/tool.js';

/** A call that reached the outside. */
export interface ToldEffect {
  tool: string;
  key: string;
  run: string;
  step: string;
  attempt: number;
  args: Json;
}

export interface Outside {
  record: (effect: ToldEffect) => Promise<void>;
  /** A call of `hold` is under way: it ends when this does. */
  held?: (call: ToolCall) => Promise<void>;
}

const anything = z.looseObject({ ms: z.number().optional() });

/**
 * `look` reads. `note`, `ask` (a person first), `once` (tried once) and `hold` (its first call is `held`) are effects. `stick` cannot be
 * undone. `fail` fails, for good or so many times. `ms`: how long it takes.
 */
export function effectTools({ record, held = async () => {} }: Outside): Tool[] {
  const tell = (tool: string, call: ToolCall, args: unknown) =>
    record({ tool, key: call.key, run: call.run, step: call.step, attempt: call.attempt, args: args as Json });
  const write = (name: string, more: Partial<ToolDefinition<typeof anything>> = {}) =>
    defineTool({
      name,
      title: name,
      description: name,
      effect: 'write',
      input: anything,
      approval: { when: 'never' },
      retry: { attempts: 20, firstSeconds: 0 },
      run: async (call, args) => {
        await wait((args.ms ?? 0) / 2, call.signal);
        await tell(name, call, args);
        await wait((args.ms ?? 0) / 2, call.signal);
        return { result: args as Json, undo: args as Json };
      },
      undo: (call, args) => tell(`undo ${name}`, call, args),
      ...more,
    });
  const read = (name: string, more: Pick<ToolDefinition<typeof anything>, 'run'>) =>
    defineTool({
      name,
      title: name,
      description: name,
      effect: 'read',
      input: anything,
      retry: { attempts: 20, firstSeconds: 0 },
      ...more,
    });
  return [
    read('look', {
      run: async (call, args) => {
        await wait(args.ms ?? 0, call.signal);
        return { result: args as Json };
      },
    }),
    read('fail', {
      run: async (call, { times }) => {
        if (call.attempt > Number(times ?? 1000)) return { result: call.attempt };
        throw new Failure('unavailable', 'it failed', { retry: times === undefined ? 'never' : 'later' });
      },
    }),
    write('note'),
    write('ask', { approval: { when: 'always' } }),
    write('once', { retry: { attempts: 1 } }),
    write('stick', {
      undo: async () => {
        throw new Failure('conflict', 'it stays as it is');
      },
    }),
    write('hold', {
      run: async (call, args) => {
        await tell('hold', call, args);
        if (call.attempt === 1) await held(call);
        return { result: args as Json, undo: args as Json };
      },
    }),
  ];
}
