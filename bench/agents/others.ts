// The engines that ViTo is put beside, installed outside of the workspace: each in a folder of its own in the system's temporary one,
// kept for the next time; and the way to drive one in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { say } from '../setup/report.js';

export type OtherName = 'dbos' | 'mastra' | 'langgraph' | 'openai-agents' | 'ai';

/** The newest of each whose own `engines` take Node 20; what they need beside themselves, npm finds. */
const wanted: Record<OtherName, { spec: string; note?: string }> = {
  dbos: { spec: '@dbos-inc/dbos-sdk@5.3.0' },
  mastra: { spec: '@mastra/core@0.24.9', note: '1.71.0 is current and wants Node 22.13' },
  langgraph: { spec: '@langchain/langgraph@1.7.3' },
  'openai-agents': {
    spec: '@openai/agents@0.20.0',
    note: 'its dependency openai 7 wants Node 22, and is used all the same',
  },
  ai: { spec: 'ai@6.0.325', note: '7.0.173 is current and wants Node 22' },
};

export interface Other {
  name: OtherName;
  spec: string;
  note: string | null;
  /** Null: it could not be installed, and `problem` says why. */
  folder: string | null;
  problem: string | null;
}

export type Installed = Other & { folder: string };
export const isInstalled = (other: Other): other is Installed => other.folder !== null;

export async function installOthers(names: readonly OtherName[]): Promise<Other[]> {
  const all: Other[] = [];
  for (const name of names) {
    const { spec, note = null } = wanted[name];
    const found = await install(spec).then(
      (folder) => ({ folder, problem: null }),
      (error) => ({ folder: null, problem: String((error as Error).message).slice(0, 300) }),
    );
    say(`${spec}: ${found.problem ? `NOT INSTALLED, ${found.problem}` : 'installed'}${note ? ` (${note})` : ''}`);
    all.push({ name, spec, note, ...found });
  }
  return all;
}

async function install(spec: string): Promise<string> {
  const hash = createHash('sha256').update(spec).digest('hex').slice(0, 12);
  const folder = join(tmpdir(), `vito-bench-other-${hash}`);
  const marker = join(folder, 'installed');
  if ((await readFile(marker, 'utf8').catch(() => '')) === spec) return folder;
  say(`installing ${spec} into ${folder} (outside of the workspace; kept there for the next time)`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{"private":true,"type":"module"}\n');
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--save-exact', spec];
  const child = spawn('npm', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-2000);
  });
  const code = await new Promise((resolve) => child.on('close', resolve).on('error', () => resolve(-1)));
  if (code !== 0) throw new Error(`npm install ended with ${code}: ${said.trim().split('\n').at(-1)}`);
  await writeFile(marker, spec);
  return folder;
}

/** A driver (of `drivers`), run where the package can be found: takes and gives lines of JSON. */
export async function startDriver(driver: URL, { folder, spec }: Installed, options: { gc?: boolean } = {}) {
  const program = join(folder, basename(fileURLToPath(driver)));
  await copyFile(fileURLToPath(driver), program);
  return talkTo(
    spawn(process.execPath, [...(options.gc ? ['--expose-gc'] : []), program, spec.slice(0, spec.lastIndexOf('@'))], {
      cwd: folder,
      env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', NO_COLOR: '1' },
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
}
export type Driver = Awaited<ReturnType<typeof startDriver>>;

export function talkTo(child: ChildProcess) {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    pid: child.pid as number,
    /** One line there, one back; what else it prints is passed over. */
    async ask<T>(question: object): Promise<T> {
      child.stdin?.write(`${JSON.stringify(question)}\n`);
      for (;;) {
        const { value, done } = await lines.next();
        if (done) throw new Error('a driver ended before it answered');
        if (!value.startsWith('{"answer":')) continue;
        const { answer } = JSON.parse(value) as { answer: T & { error?: string } };
        if (answer.error) throw new Error(answer.error);
        return answer;
      }
    },
    async stop(): Promise<void> {
      child.stdin?.end();
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000);
      await gone;
      clearTimeout(late);
    },
  };
}
