// Where a command writes: results on stdout, words about them on stderr, colour only where a person looks on.
import { styleText } from 'node:util';

/** The part of a stream that writing needs; process.stdout and process.stderr fit. */
export interface Sink {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
}

export type Style = Parameters<typeof styleText>[0];

export interface Output {
  /** Whether a person looks at stdout; else it is a pipe or a file. */
  readonly terminal: boolean;
  /** Columns to wrap at; Infinity where nobody looks on, so that one row stays one line. */
  readonly width: number;
  /** True with --json: stdout then carries nothing but JSON values, one a line. */
  readonly jsonOnly: boolean;
  /** A result for people. Left out with --json. */
  line(text?: string): void;
  /** A result for programs: one JSON value on a line. */
  json(value: unknown): void;
  /** Something about the work, on stderr. */
  note(text: string): void;
  /** Styles a text for stdout, when that shows colours. */
  paint(style: Style, text: string): string;
  /** One line on stderr that is overwritten, on a terminal only; '' clears it. */
  progress(text: string): void;
}

export function createOutput(
  stdout: Sink,
  stderr: Sink,
  env: Record<string, string | undefined>,
  jsonOnly: boolean,
): Output {
  const terminal = stdout.isTTY === true;
  const coloured = terminal && !env.NO_COLOR && env.TERM !== 'dumb';
  let shown = '';

  function progress(text: string): void {
    if (!stderr.isTTY || text === shown) return;
    const room = Math.max(20, (stderr.columns ?? 80) - 1);
    stderr.write(`\r\u001b[K${harmless(text).slice(0, room)}`);
    shown = text;
  }

  return {
    terminal,
    jsonOnly,
    width: terminal ? Math.max(40, stdout.columns ?? 80) : Number.POSITIVE_INFINITY,
    line(text = '') {
      if (jsonOnly) return;
      progress('');
      stdout.write(`${harmless(text)}\n`);
    },
    json(value) {
      progress('');
      stdout.write(`${JSON.stringify(value)}\n`);
    },
    note(text) {
      progress('');
      stderr.write(`${harmless(text)}\n`);
    },
    paint: (style, text) => (coloured ? styleText(style, text, { validateStream: false }) : text),
    progress,
  };
}

// Texts come from strangers: what steers a terminal is taken out, but for our own colours.
function harmless(text: string): string {
  return text.replace(/\p{Cc}(\[[\d;]*m)?/gu, (all: string, colour: string | undefined) => {
    const kept = all[0] === '\n' || all[0] === '\t' || (all[0] === '\u001b' && colour !== undefined);
    return kept ? all : (colour ?? '');
  });
}
