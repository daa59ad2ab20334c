// All tools, and those of them that somebody is offered: by scope, and by what this install can do.
import { allows, type Scope } from '@vito/contracts/scope';
import type { Services } from '../services.js';
import { get, list } from './commitment-tools.js';
import { ask, search } from './find-tools.js';
import { propose } from './propose-tool.js';
import { timeline } from './timeline-tool.js';
import type { McpTool } from './tool.js';

const reading: readonly McpTool[] = [search, ask, list, get, timeline];

export const toolsOf = ({ propose: engine }: Services): readonly McpTool[] => [
  ...reading,
  ...(engine === undefined ? [] : [propose]),
];

export const offered = (tools: readonly McpTool[], held: readonly Scope[]): McpTool[] =>
  tools.filter(({ scope }) => allows(held, scope));
