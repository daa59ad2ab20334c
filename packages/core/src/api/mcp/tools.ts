// All tools, and those of them that somebody is offered: by scope.
import { allows, type Scope } from '@vito/contracts/scope';
import { get, list } from './commitment-tools.js';
import { ask, search } from './find-tools.js';
import { propose } from './propose-tool.js';
import { approvals, get as getRun, list as listRuns } from './run-tools.js';
import { timeline } from './timeline-tool.js';
import type { McpTool } from './tool.js';

export const all: readonly McpTool[] = [search, ask, list, get, timeline, listRuns, getRun, approvals, propose];

export const offered = (held: readonly Scope[]): McpTool[] => all.filter(({ scope }) => allows(held, scope));
