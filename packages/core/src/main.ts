// The server's program: `serve` (api, worker, or both), and the commands that need the database directly.
import { readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readConfig } from '@vito/runtime/config';
import { Failure, messageOf } from '@vito/runtime/failure';
import { createLog } from '@vito/runtime/log';
import { backupCommand, restoreCommand } from './commands/backup.js';
import type { Command } from './commands/command.js';
import { logCommand } from './commands/log.js';
import { migrateCommand, rebuildCommand, signInLinkCommand } from './commands/maintain.js';
import { serve } from './commands/serve.js';

const commands: Record<string, (command: Command) => Promise<void>> = {
  serve,
  migrate: migrateCommand,
  rebuild: rebuildCommand,
  backup: backupCommand,
  restore: restoreCommand,
  log: logCommand,
  'sign-in-link': signInLinkCommand,
};

/** Runs one command. Returns the exit code: 0 done (`serve` returns when it stands), 1 failed, 2 wrong use. */
export async function main(args: string[]): Promise<number> {
  const [name = 'serve', ...rest] = args;
  const command = commands[name];
  if (!command) {
    process.stderr.write(`There is no command "${name}". Commands: ${Object.keys(commands).join(', ')}.\n`);
    return 2;
  }
  try {
    const config = readConfig(process.env);
    const log = createLog(process.env.VITO_LOG ? config.logLevel : process.stdout.isTTY ? 'warn' : 'info');
    await command({ config, log, version: version(), args: rest });
    return 0;
  } catch (error) {
    process.stderr.write(`\n${messageOf(error)}\n`);
    if (!(error instanceof Failure) && error instanceof Error && process.env.VITO_LOG === 'debug')
      process.stderr.write(`${error.stack}\n`);
    return 1;
  }
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

const started = process.argv[1];
if (started && realpathSync(started) === fileURLToPath(import.meta.url)) {
  const code = await main(process.argv.slice(2));
  if (code !== 0) process.exit(code);
}
