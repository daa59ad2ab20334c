// The command `vito` as a process: its streams, its exit code.
import { runVito } from './run.js';

// A reader that went away (`| head -1`) ends us quietly.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

const { stdout, stderr, env } = process;
const code = await runVito(process.argv.slice(2), { stdout, stderr, env });
// Both streams are let out first; then nothing that a command left open can hold the process.
stdout.write('', () => stderr.write('', () => process.exit(code)));
