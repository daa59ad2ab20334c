// Lines of a protocol as messages: each one a JSON object with a type, or the sync fails.
import { isShallow } from '@vito/contracts/sync';
import { parseExact } from './exact.js';
import { SourceProblem } from './source-problem.js';
import { isObject, type Json, type Source } from './source-told.js';
import { type Command, type Launch, linesOf } from './stdio-source.js';

export type Message = Json & { type: string };

/** null after a second without any. Throws SourceProblem. */
export async function* messagesOf(
  source: Source,
  command: Command,
): AsyncGenerator<{ message: Message; line: number } | null> {
  const { log, signal } = source;
  let line = 0;
  for await (const text of linesOf(launchOf(source), command, log, signal)) {
    if (text === null) {
      yield null;
      continue;
    }
    line++;
    if (text.trim() === '') continue;
    yield { message: parse(text, line), line };
  }
}

function launchOf({ launch }: Source): Launch {
  if (!launch) throw new SourceProblem('broken', 'it is read by a program, and there is none');
  return launch;
}

function parse(text: string, line: number): Message {
  let value: unknown;
  try {
    value = parseExact(text);
  } catch {
    throw malformed(line, `it is no JSON: ${text.slice(0, 200)}`);
  }
  if (!isObject(value) || typeof value.type !== 'string') throw malformed(line, 'it is no object with a type');
  if (!isShallow(value)) throw malformed(line, 'it is nested too deep');
  return value as Message;
}

export const malformed = (line: number, what: string) =>
  new SourceProblem('malformed', `line ${line} is malformed: ${what}`);

/** Everything that a program writes, where that is one document. */
export async function outputOf(source: Source, command: Command, most: number): Promise<string> {
  const { log, signal } = source;
  const lines: string[] = [];
  let size = 0;
  for await (const line of linesOf(launchOf(source), command, log, signal)) {
    size += line?.length ?? 0;
    if (size > most) throw new SourceProblem('flooded', `it wrote more than ${most} characters`);
    if (line !== null) lines.push(line);
  }
  return lines.join('\n');
}
