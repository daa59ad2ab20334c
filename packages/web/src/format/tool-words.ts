// Tools in words: what one does, whom it asks; and the secrets of a server as they are typed in.
import type { ToolView } from '@vito/contracts/tool-server';

export const effectWords: Record<ToolView['effect'], string> = { read: 'Only reads', write: 'Changes something' };

export const approvalWords: Record<ToolView['approval'], string> = {
  never: 'Asks nobody',
  always: 'Asks first',
  over: 'Asks above an amount',
  unsure: 'Asks when unsure',
};

export type Given = { given: Record<string, string> } | { problem: string };

/** One a line: `Name: value` or `NAME=value`. What is wrong is told by its line, never said back: it may be a secret. */
export function readGiven(text: string): Given {
  const given: Record<string, string> = {};
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, name, value] = /^\s*([^\s:=]+)\s*[:=]\s*(.*?)\s*$/.exec(line) ?? [];
    if (!name || !value) return { problem: `Line ${index + 1} is not a name, a colon or an equals sign, and a value` };
    if (Object.hasOwn(given, name)) return { problem: `Line ${index + 1} gives the same name once more` };
    given[name] = value;
  }
  return { given };
}
