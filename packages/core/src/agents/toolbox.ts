// The toolbox: the tools that ViTo brings, and those of the servers that a company has added.
import { Failure } from '@vito/runtime/failure';
import type { Tool, Toolbox } from './tool.js';

export interface ToolboxOptions {
  builtIn: readonly Tool[];
  /** Tools of others, under names that begin with `mcp:`. */
  mcp?: Toolbox;
}

export function createToolbox({ builtIn, mcp }: ToolboxOptions): Toolbox {
  const known = new Map(builtIn.map((tool) => [tool.name, tool]));
  if (known.size < builtIn.length) throw new Failure('invalid', 'two tools have the same name');
  return {
    find: async (tenant, name) => known.get(name) ?? (await mcp?.find(tenant, name)) ?? null,
    list: async (tenant) => [...builtIn, ...((await mcp?.list(tenant)) ?? [])],
  };
}
