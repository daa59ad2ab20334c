// What tools of runs may reach: the mail server, hosts over HTTP, and programs that speak MCP; from the environment.
import { isAbsolute, resolve } from 'node:path';
import { z } from 'zod';
import { Failure } from './failure.js';

export const ToolsEnvironment = z.object({
  VITO_SMTP: z.string().optional(),
  VITO_MAIL_FROM: z.string().optional(),
  VITO_HTTP_ALLOW: z.string().optional(),
  VITO_MCP_SERVERS: z.string().optional(),
});

export interface MailConfig {
  host: string;
  port: number;
  /** TLS from the first byte. */
  secure: boolean;
  user: string | null;
  password: string | null;
  from: { name: string | null; address: string };
}

export interface ToolsConfig {
  /** Null: no mail is sent. */
  mail: MailConfig | null;
  /** Hosts that runs may call: `api.example.com`, `*.example.com`, `localhost:8080`, or `*`. */
  httpAllow: string[];
  /** Programs that speak MCP: their absolute paths, or folders that hold them. */
  mcpServers: string[];
}

/** Throws Failure('invalid') naming the variable that is wrong. */
export function toolsOf(e: z.output<typeof ToolsEnvironment>): ToolsConfig {
  return {
    mail: mailOf(e),
    httpAllow: listOf(e.VITO_HTTP_ALLOW, ',').map(hostOf),
    mcpServers: listOf(e.VITO_MCP_SERVERS, ':').map(programOf),
  };
}

function mailOf({ VITO_SMTP: smtp, VITO_MAIL_FROM: from }: z.output<typeof ToolsEnvironment>): MailConfig | null {
  if (smtp === undefined && from === undefined) return null;
  if (smtp === undefined) throw wrong('VITO_SMTP', 'say through which server VITO_MAIL_FROM sends');
  if (from === undefined) throw wrong('VITO_MAIL_FROM', 'say from whom mail comes, e.g. ViTo <vito@example.com>');
  const url = URL.canParse(smtp) ? new URL(smtp) : null;
  const secure = url?.protocol === 'smtps:';
  if (!url || !(secure || url.protocol === 'smtp:') || url.hostname === '' || !/^\/?$/.test(url.pathname) || url.search)
    throw wrong('VITO_SMTP', 'write it as smtp://user:password@host:port, or smtps:// for TLS from the start');
  const [user, password] = [decoded(url.username), decoded(url.password)];
  if ((user === '') !== (password === '')) throw wrong('VITO_SMTP', 'give both a user and a password, or neither');
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    user: user || null,
    password: password || null,
    from: senderOf(from),
  };
}

function senderOf(from: string): MailConfig['from'] {
  const [, name = '', bracketed, plain] = /^(?:([^<>\p{Cc}]*)<([^<>\s]+)>|([^<>\s]+))$/u.exec(from.trim()) ?? [];
  const address = z.email().safeParse(bracketed ?? plain);
  if (!address.success) throw wrong('VITO_MAIL_FROM', 'write it as vito@example.com, or ViTo <vito@example.com>');
  return { name: name.trim() || null, address: address.data };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw wrong('VITO_SMTP', 'a % in the user or the password is written %25');
  }
}

const listOf = (given: string | undefined, by: string): string[] =>
  (given ?? '')
    .split(by)
    .map((one) => one.trim())
    .filter((one) => one !== '');

function hostOf(given: string): string {
  const host = given.toLowerCase();
  if (/^(\*|(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?|\[[0-9a-f:.]+\](:\d{1,5})?)$/.test(host)) return host;
  throw wrong('VITO_HTTP_ALLOW', `${given} is no host such as api.example.com, *.example.com or localhost:8080`);
}

function programOf(path: string): string {
  if (isAbsolute(path) && resolve(path) !== '/') return path;
  throw wrong('VITO_MCP_SERVERS', `${path} is no absolute path of a program or of a folder of programs`);
}

const wrong = (name: string, what: string) => new Failure('invalid', `${name}: ${what}`);
