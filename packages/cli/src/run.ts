// Finds the command that was called and runs it. Answers 0 (done), 1 (failed) or 2 (wrong use).
import { readFileSync } from 'node:fs';
import { type Command, parseCall, Unable, WrongUse } from './command.js';
import { commands } from './commands.js';
import { helpOf, nearest, overview } from './help.js';
import { createOutput, type Sink } from './output.js';

export interface Surface {
  stdout: Sink;
  stderr: Sink;
  env: Record<string, string | undefined>;
}

/** `argv`: what follows `vito`. */
export async function runVito(argv: readonly string[], surface: Surface): Promise<number> {
  const { stdout, stderr } = surface;
  const [first, ...rest] = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv;
  if (first === undefined) {
    stderr.write(overview());
    return 2;
  }
  if (first === '--help' || first === '-h') {
    stdout.write(overview());
    return 0;
  }
  if (first === '--version') {
    stdout.write(`${version()}\n`);
    return 0;
  }
  // `vito --me "Name <address>"` says who you are, as `vito me --me …` does.
  const asMe = first === '--me' || first.startsWith('--me=');
  const name = asMe ? 'me' : first;
  const entry = commands.find((known) => known.name === name);
  if (!entry) return unknownCommand(name, stderr);
  return runCommand(name, await entry.load(), asMe ? [...argv] : rest, surface);
}

async function runCommand(name: string, parts: Command, argv: string[], surface: Surface): Promise<number> {
  const { stdout, stderr, env } = surface;
  const out = createOutput(stdout, stderr, env, argv.includes('--json'));
  try {
    const { values, args } = parseCall(parts, argv);
    if (values.help) {
      stdout.write(helpOf(name, parts));
      return 0;
    }
    return await parts.run({ values, args, out, env });
  } catch (error) {
    if (error instanceof WrongUse) {
      out.note(`${error.message}\nSee: vito ${name} --help`);
      return 2;
    }
    out.note(error instanceof Unable ? error.message : await unexpected(error));
    return 1;
  } finally {
    out.progress('');
  }
}

async function unexpected(error: unknown): Promise<string> {
  const { inWords } = await import('./server.js');
  const known = inWords(error);
  if (known !== null) return known;
  return error instanceof Error ? `Something unforeseen went wrong. ${error.stack ?? error.message}` : String(error);
}

function unknownCommand(name: string, stderr: Sink): number {
  const near = nearest(
    name,
    commands.map((entry) => entry.name),
  );
  const what = name.startsWith('-') ? `There is no option ${name} before a command.` : `There is no command ${name}.`;
  const hint = near ? ` Did you mean: vito ${near}` : '';
  stderr.write(`${what}${hint}\nSee: vito --help\n`);
  return 2;
}

function version(): string {
  const parts = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return `vito ${parts.version}`;
}
