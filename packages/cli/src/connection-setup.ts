// Setting up a connection from a terminal: added, told its configuration, checked, its streams chosen, and how often it runs.
import { readFileSync } from 'node:fs';
import { isProgram, type StreamChoice, SyncConfig, SyncDialect } from '@vito/contracts/sync';
import { Unable, WrongUse } from './command.js';
import type { ConnectionValues, Where } from './connection-call.js';
import { rhythmWords } from './connection-words.js';
import { oneOf } from './option-values.js';
import { type Cell, table } from './table.js';

export async function addConnection(where: Where, name: string, values: ConnectionValues): Promise<number> {
  const dialect = oneOf('--dialect', values.dialect, SyncDialect.options);
  if (dialect === undefined) throw new WrongUse(`Say how it is fetched: --dialect ${SyncDialect.options.join(', ')}`);
  const runs = isProgram(dialect);
  if (runs && values.command === undefined)
    throw new WrongUse('Name its program: --command tap-github (one of those that VITO_TAPS allows)');
  if (!runs && values.command !== undefined) throw new WrongUse(`--command is not for --dialect ${dialect}.`);
  const config = values.config === undefined ? {} : readConfig(values.config);
  const { client, out } = where;
  const added = await client.call('addConnection', { body: { name, dialect, config, command: values.command ?? '' } });
  if (out.jsonOnly) out.json(added);
  out.line(`${out.paint('bold', added.name)} is added: ${added.id}`);
  out.note(`See whether it works: vito connections check ${added.id}`);
  return 0;
}

export async function configure(where: Where, id: string, values: ConnectionValues): Promise<number> {
  if (values.config === undefined)
    throw new WrongUse(`Say in which file it is: vito connections configure ${id} --config FILE.json`);
  const config = readConfig(values.config);
  const { client, out } = where;
  const view = await client.call('changeConnection', { params: { id }, body: { config } });
  if (out.jsonOnly) out.json(view);
  out.line(`It has a new configuration. See whether it works: vito connections check ${id}`);
  return 0;
}

/** Of a file, or of standard input. Its content is not repeated in any message: there are secrets in it. */
function readConfig(path: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new Unable(code === 'ENOENT' ? `There is no such file: ${path}` : `${path} cannot be read (${code}).`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Unable(`${path} holds no JSON. It is to hold one object, e.g. {"auth_token": "…"}.`);
  }
  const parsed = SyncConfig.safeParse(value);
  if (!parsed.success)
    throw new Unable(`${path} holds no JSON object that can be kept: ${parsed.error.issues[0]?.message}`);
  return parsed.data;
}

export async function check({ client, out }: Where, id: string): Promise<number> {
  out.progress('it is being checked …');
  const { ok, message, spec } = await client.call('checkConnection', { params: { id } });
  if (out.jsonOnly) out.json({ ok, message, spec });
  if (ok) {
    out.line(`It works${message ? `: ${message}` : '.'}`);
    out.note(`See what it offers: vito connections discover ${id}`);
    return 0;
  }
  out.note(`It does not work yet${message ? `: ${message}` : '.'}`);
  const asked = fieldNames(spec);
  if (asked !== '') out.note(`It asks for: ${asked}`);
  out.note(`Mend its configuration: vito connections configure ${id} --config FILE.json`);
  return 1;
}

/** Fields of its configuration; those that must be there are marked. */
function fieldNames(spec: Record<string, unknown> | null): string {
  const properties = spec?.properties;
  if (typeof properties !== 'object' || properties === null) return '';
  const required = new Set(Array.isArray(spec?.required) ? spec.required.map(String) : []);
  return Object.keys(properties)
    .map((name) => (required.has(name) ? `${name}*` : name))
    .join(', ');
}

export async function discover({ client, out }: Where, id: string): Promise<number> {
  out.progress('it is asked what it offers …');
  const { streams } = await client.call('discoverStreams', { params: { id } });
  if (out.jsonOnly) for (const one of streams) out.json(one);
  if (streams.length === 0) {
    out.note('It offers nothing. Its account may not be allowed to see anything there.');
    return 0;
  }
  const names = (paths: string[][]) => paths.map((path) => path.join('.')).join(', ') || '-';
  const columns = [{ head: 'STREAM', flexible: true }, { head: 'AS' }, { head: 'KEYS' }, { head: 'CHANGED BY' }];
  const rows = streams.map(({ name, modes, keys, cursors }): Cell[] => [
    name,
    modes.join(' or '),
    names(keys),
    names(cursors),
  ]);
  for (const line of table(columns, rows, out)) out.line(line);
  const [first] = streams;
  out.note(`Choose what is fetched: vito connections choose ${id} "${first?.name}:${first?.modes.at(-1)}"`);
  return 0;
}

export async function choose(
  { client, out }: Where,
  id: string,
  _: ConnectionValues,
  given: string[],
): Promise<number> {
  const view = await client.call('chooseStreams', { params: { id }, body: { streams: given.map(choiceOf) } });
  if (out.jsonOnly) out.json(view);
  out.line(`It fetches: ${view.streams.map(({ name, mode }) => `${name} (${mode})`).join(', ')}`);
  out.note(`Run it now: vito connections sync ${id} --watch`);
  return 0;
}

/** A name may hold colons: only a mode after the last one counts. */
function choiceOf(given: string): StreamChoice {
  const found = /^(.+):(incremental|full)$/.exec(given);
  return found ? { name: found[1] as string, mode: found[2] as StreamChoice['mode'] } : { name: given, mode: 'full' };
}

export async function every(where: Where, id: string, _: ConnectionValues, given: string[]): Promise<number> {
  const [text = '', ...more] = given;
  const isMinutes = /^\d{1,6}$/.test(text) && Number(text) >= 1 && Number(text) <= 525_600;
  if (more.length > 0 || (text !== 'never' && !isMinutes))
    throw new WrongUse(`${given.join(' ')} is no number of minutes from 1 to 525600, and not: never.`);
  const { client, out } = where;
  const everyMinutes = text === 'never' ? null : Number(text);
  const view = await client.call('changeConnection', { params: { id }, body: { everyMinutes } });
  if (out.jsonOnly) out.json(view);
  out.line(
    view.everyMinutes === null
      ? 'It runs only when it is asked to.'
      : `It runs every ${rhythmWords(view.everyMinutes)}, from now on.`,
  );
  if (view.streams.length === 0) out.note(`Nothing is chosen yet, so nothing runs: vito connections discover ${id}`);
  return 0;
}
