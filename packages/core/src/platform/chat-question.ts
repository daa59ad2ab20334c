// A question of a conversation: what is said, by whom, which tools there are; how it goes over the wire, and how large it is.
import type { ModelMessage } from 'ai';

/** JSON, as tools take it. */
export type Args = Record<string, unknown>;

export interface Call {
  /** Tells the calls of one turn apart. */
  id: string;
  tool: string;
  args: Args;
}

export type Message =
  | { role: 'user'; text: string }
  | { role: 'assistant'; text: string; calls: Call[] }
  /** What came of a call of the turn before. */
  | { role: 'result'; call: string; text: string };

export interface Offered {
  name: string;
  description: string;
  /** A JSON Schema of an object. */
  schema: Record<string, unknown>;
}

export interface Question {
  system: string;
  messages: Message[];
  tools: Offered[];
  /** Of the answer, at most. */
  tokens: number;
}

export interface Names {
  wire(tool: string): string;
  /** Undefined: nobody was told this name. */
  own(wire: string): string | undefined;
}

const allowed = /^[A-Za-z0-9_-]{1,64}$/;

/** Providers take fewer signs in names than we do: each tool gets one of theirs for this question, its own where that will do. */
export function namesOf({ tools, messages }: Pick<Question, 'tools' | 'messages'>): Names {
  const called = messages.flatMap((one) => (one.role === 'assistant' ? one.calls.map(({ tool }) => tool) : []));
  const all = [...new Set([...tools.map(({ name }) => name), ...called])].sort();
  const wires = new Map(all.filter((name) => allowed.test(name)).map((name) => [name, name]));
  const taken = new Set(wires.values());
  for (const name of all) {
    if (wires.has(name)) continue;
    const plain = name.replace(/[^A-Za-z0-9_-]/g, '_') || 'tool';
    let wire = plain.slice(0, 64);
    for (let n = 2; taken.has(wire); n++) wire = `${plain.slice(0, 60 - String(n).length)}-${n}`;
    wires.set(name, wire);
    taken.add(wire);
  }
  const offered = new Map(tools.map(({ name }) => [wires.get(name) as string, name]));
  return { wire: (tool) => wires.get(tool) as string, own: (wire) => offered.get(wire) };
}

/** The messages as the library takes them. Calls are numbered anew: ids of one provider need not please another. */
export function wireMessages(messages: readonly Message[], names: Names): ModelMessage[] {
  const result: ModelMessage[] = [];
  let numbers = new Map<string, { id: string; tool: string }>();
  let count = 0;
  for (const one of messages) {
    if (one.role === 'user') result.push({ role: 'user', content: one.text });
    else if (one.role === 'assistant') {
      numbers = new Map(one.calls.map(({ id, tool }) => [id, { id: `call_${++count}`, tool: names.wire(tool) }]));
      const calls = one.calls.map(({ id, args }) => {
        const known = numbers.get(id) as { id: string; tool: string };
        return { type: 'tool-call' as const, toolCallId: known.id, toolName: known.tool, input: args };
      });
      const text = one.text === '' ? [] : [{ type: 'text' as const, text: one.text }];
      if (text.length + calls.length > 0) result.push({ role: 'assistant', content: [...text, ...calls] });
    } else {
      const known = numbers.get(one.call);
      if (!known) throw new Error('a result of a call that was not made in the turn before'); // a fault of ours
      const part = { type: 'tool-result' as const, toolCallId: known.id, toolName: known.tool };
      const content = [{ ...part, output: { type: 'text' as const, value: one.text } }];
      const last = result.at(-1);
      if (last?.role === 'tool') last.content.push(...content);
      else result.push({ role: 'tool', content });
    }
  }
  return result;
}

const perItem = 40; // tokens: the marks around a message, a call, or a tool
const perQuestion = 2000; // and what providers say themselves of how tools are used

/**
 * Tokens of the question, at the very most. Tokenizers cut bytes into pieces of at least one byte, so a text never has more
 * tokens than bytes; some first bring it into a compatible form, which can be longer. JSON is never shorter than its texts.
 */
export function mostTokens({ system, messages, tools }: Question): number {
  const calls = messages.reduce((sum, one) => sum + (one.role === 'assistant' ? one.calls.length : 0), 0);
  const text = JSON.stringify([system, messages, tools]);
  const bytes = Math.max(Buffer.byteLength(text), Buffer.byteLength(text.normalize('NFKC')));
  return bytes + perItem * (messages.length + calls + tools.length) + perQuestion;
}
