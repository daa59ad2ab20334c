// The running server: found through the file it leaves in the data folder, or given by --url and VITO_TOKEN.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Client, createClient, RequestFailed } from '@vito/contracts/client';
import { z } from 'zod';
import { Unable, WrongUse } from './command.js';
import { dataFolder } from './data-folder.js';

export const ServerFile = z.object({ url: z.url(), token: z.string().min(1), pid: z.number().int() });
export type ServerFile = z.infer<typeof ServerFile>;

export interface Server {
  /** Without a trailing slash. */
  url: string;
  token: string | null;
  client: Client;
}

/** Finds the server. Throws Unable when none is known; whether it answers shows at the first call. */
export function findServer(given: { url?: string | undefined; env: Record<string, string | undefined> }): Server {
  const known = readServerFile(dataFolder(given.env));
  if (given.url === undefined) {
    if (known === null) throw new Unable(notRunning);
    return connect(known.url, given.env.VITO_TOKEN || known.token);
  }
  const url = checkedUrl(given.url);
  const own = known !== null && new URL(known.url).origin === new URL(url).origin ? known.token : null;
  return connect(url, given.env.VITO_TOKEN || own);
}

/** What the server wrote about itself, or null where none runs on that data folder. */
export function readServerFile(folder: string): ServerFile | null {
  const path = join(folder, 'server.json');
  let text: string;
  try {
    const owner = statSync(path).uid;
    const me = process.getuid?.();
    if (me !== undefined && me !== 0 && owner !== me) {
      throw new Unable(`${path} belongs to another user. Set VITO_DATA to a data folder of your own, or use --url.`);
    }
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Unable) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new Unable(`${path} cannot be read (${code}). Run this as the user who started the server.`);
  }
  try {
    return ServerFile.parse(JSON.parse(text));
  } catch {
    throw new Unable(`${path} is not what a server writes there. Stop the server and start it again: npm start`);
  }
}

const notRunning =
  'No server runs on this data folder. Start one with: npm start (or name one with --url and VITO_TOKEN).';

function connect(url: string, token: string | null): Server {
  const base = url.replace(/\/+$/, '');
  return {
    url: base,
    token,
    client: createClient({ baseUrl: base, fetch: asCli, ...(token === null ? {} : { token }) }),
  };
}

/** By the name the server knows by which door a decision came. */
const asCli: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  headers.set('user-agent', 'vito-cli');
  return fetch(input, { ...init, headers });
};

function checkedUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed?.protocol === 'http:' || parsed?.protocol === 'https:') return url;
  throw new WrongUse(`--url ${url} is not an address such as http://localhost:7400.`);
}

/** What a failed call means and the way out, or null for errors that are not of the server's making. */
export function inWords(error: unknown): string | null {
  if (error instanceof RequestFailed) return refused(error);
  if (error instanceof z.ZodError) {
    return 'The server answered in a form that this command does not know. Are both of the same version? Build and start again: npm start';
  }
  if (!(error instanceof TypeError) || !/fetch failed|terminated/.test(error.message)) return null;
  const code = (error.cause as NodeJS.ErrnoException | undefined)?.code;
  const why = code === undefined ? '' : ` (${code})`;
  return `The server does not answer${why}. Start it with: npm start`;
}

function refused({ problem }: RequestFailed): string {
  if (problem.code === 'unauthenticated') {
    return 'The server does not accept this token. Leave out --url to use the server of the data folder, or set VITO_TOKEN.';
  }
  const issues = (problem.issues ?? []).map((issue) => `\n  ${issue.path}: ${issue.message}`).join('');
  return `${problem.detail ?? problem.title}${issues}`;
}

/** Whether trying the same call again a little later can help. */
export function worthRetrying(error: unknown): boolean {
  if (error instanceof RequestFailed) return error.problem.retry === 'later';
  return inWords(error) !== null && !(error instanceof z.ZodError);
}
