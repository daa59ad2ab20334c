// `vito doctor`: checks this machine and the data folder, and names the way out of each problem.
import * as checks from '../checks.js';
import { type Call, command, serverOptions, Unable, WrongUse } from '../command.js';
import { dataFolder } from '../data-folder.js';
import { readServerFile } from '../server.js';
import { type Cell, table } from '../table.js';

const options = serverOptions;

export const doctor = command({
  usage: '[OPTIONS]',
  about:
    'Checks Node, the data folder, its lock, the database, disk space, the port, OCR data and the time zone. Changes nothing.',
  options,
  examples: ['vito doctor', 'vito doctor --json', 'VITO_DATA=~/vito-data PORT=7401 vito doctor'],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  if (args.length > 0) throw new WrongUse(`vito doctor takes no ${args[0]}.`);
  const folder = dataFolder(env);
  const surroundings: checks.Surroundings = { folder, env, server: await runningServer(values.url ?? urlOf(folder)) };
  const results = [
    checks.nodeVersion(),
    await checks.dataFolderUsable(surroundings),
    await guarded('lock', () => checks.lock(surroundings)),
    await checks.database(surroundings),
    await checks.diskSpace(surroundings),
    await checks.port(surroundings),
    checks.ocrData(),
    checks.timeZone(surroundings),
  ];
  if (out.jsonOnly) for (const result of results) out.json(result);
  const rows = results.map(({ check, ok, detail, wayOut }): Cell[] => {
    const way = wayOut === null ? [] : [{ text: wayOut, style: 'bold' as const }];
    const words: Cell = out.terminal ? [{ text: detail }, ...way] : [detail, ...way.map(({ text }) => text)].join('. ');
    return [[{ text: ok ? 'ok' : 'problem', style: ok ? 'green' : 'red' }], check, words];
  });
  for (const line of table([{ head: '' }, { head: '' }, { head: '', flexible: true }], rows, out)) out.line(line);
  return results.every(({ ok }) => ok) ? 0 : 1;
}

function urlOf(folder: string): string | null {
  try {
    return readServerFile(folder)?.url ?? null;
  } catch {
    return null;
  }
}

async function guarded(check: string, look: () => checks.Check): Promise<checks.Check> {
  try {
    return look();
  } catch (error) {
    if (!(error instanceof Unable)) throw error;
    return { check, ok: false, detail: error.message, wayOut: 'Mend that, then look again.' };
  }
}

async function runningServer(url: string | null): Promise<checks.Surroundings['server']> {
  if (url === null) return null;
  try {
    const signal = AbortSignal.timeout(3000);
    await fetch(new URL('/healthz', url), { signal });
    const answer = await fetch(new URL('/readyz', url), { signal });
    return { url, ready: answer.ok, detail: (await answer.text()).slice(0, 300) };
  } catch {
    return null;
  }
}
