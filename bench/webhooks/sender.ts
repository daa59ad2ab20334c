// Runs the sender (load.ts) and gives what it saw.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Load, Loaded } from './load.js';

const program = fileURLToPath(new URL('./load.ts', import.meta.url));

export async function send(load: Load): Promise<Loaded> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, JSON.stringify(load)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`the sender ended with ${code}`);
  return JSON.parse(out.trim().split('\n').at(-1) ?? '') as Loaded;
}
