// What a command is: its name, its help, its options, and what it does. Wrong use is told apart from failing.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Output } from './output.js';

/** An option as node:util parseArgs takes it, with what --help says of it. */
export interface Option {
  type: 'string' | 'boolean';
  multiple?: boolean;
  /** What stands for the value in help, e.g. ZONE. */
  value?: string;
  about: string;
}
export type Options = Record<string, Option>;

type Value<O extends Option> = O['type'] extends 'boolean' ? boolean : string;
type Values<O extends Options> = {
  [N in keyof O]?: O[N] extends { multiple: true } ? Value<O[N]>[] : Value<O[N]>;
};

/** What a command is given. It returns its exit code: 0 done, 1 failed, 3 waits for a person (run --watch). */
export interface Call<O extends Options = Options> {
  values: Values<O> & { json?: boolean };
  args: string[];
  out: Output;
  env: Record<string, string | undefined>;
}

export interface Command<O extends Options = Options> {
  /** What follows `vito NAME` in its usage line. */
  usage: string;
  /** A few sentences for --help. */
  about: string;
  options: O;
  examples: string[];
  run(call: Call<O>): Promise<number>;
}

/** The command was called wrongly: exit 2, with a hint at its help. */
export class WrongUse extends Error {}

/** Something could not be done: exit 1. The message says what and the way out. */
export class Unable extends Error {}

export const commonOptions = {
  json: { type: 'boolean', about: 'print one JSON value a line' },
  help: { type: 'boolean', about: 'show this help' },
} as const satisfies Options;

/** Options of every command that talks to a running server. */
export const serverOptions = {
  url: { type: 'string', value: 'URL', about: 'the server (default: the one that runs on this data folder)' },
} as const satisfies Options;

/** Keeps the types of the options for `run`, and hides them from the table of commands. */
export function command<const O extends Options>(parts: Command<O>): Command {
  return parts as unknown as Command;
}

/** Parses what follows the command's name. Throws WrongUse in words. */
export function parseCall(parts: Command, argv: string[]): { values: Values<Options>; args: string[] } {
  const options: Options = { ...commonOptions, ...parts.options };
  const config: ParseArgsConfig['options'] = {};
  for (const [name, { type, multiple }] of Object.entries(options)) {
    config[name] = { type, multiple: multiple ?? false, ...(name === 'help' ? { short: 'h' } : {}) };
  }
  try {
    const { values, positionals } = parseArgs({ args: argv, options: config, allowPositionals: true, strict: true });
    return { values: values as Values<Options>, args: positionals };
  } catch (error) {
    throw new WrongUse(inWords(error));
  }
}

function inWords(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const unknown = /^Unknown option '([^']+)'/.exec(message);
  if (unknown) return `There is no option ${unknown[1]}.`;
  const missing = /^Option '(?:-\w, )?(--[\w-]+) <value>' argument (missing|is ambiguous)/.exec(message);
  if (missing) return `The option ${missing[1]} needs a value: ${missing[1]}=…`;
  const extra = /^Option '(?:-\w, )?(--[\w-]+)' does not take an argument/.exec(message);
  if (extra) return `The option ${extra[1]} takes no value.`;
  return message;
}
