// Who is asking: a bearer token, or the session cookie of a browser on our own pages.
import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '@vito/runtime/config';
import { Failure } from '@vito/runtime/failure';
import type { Context } from '../spine/context.js';
import type { Access, Visitor } from '../tenants/access.js';

export const cookieName = 'vito_session';

/** Throws Failure('unauthenticated') without a living session, Failure('forbidden') when another site uses the cookie. */
export async function visitorOf(
  { access, config }: { access: Access; config: Pick<Config, 'publicUrl'> },
  headers: IncomingHttpHeaders,
  changes: boolean,
): Promise<Visitor> {
  const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  const cookie = bearer ? null : cookieOf(headers.cookie);
  if (cookie && changes && !sameOrigin(headers, config.publicUrl)) {
    throw new Failure('forbidden', 'a page of another site may not change anything here');
  }
  const token = bearer ?? cookie;
  const visitor = token ? await access.visitorOf(token) : null;
  if (!visitor) {
    throw new Failure(
      'unauthenticated',
      'open the link that the server printed when it started, or run `npx vito status --link` for a new one',
    );
  }
  return visitor;
}

export const contextOf = (visitor: Visitor): Context => ({
  tenant: visitor.tenant,
  actor: { kind: 'person', id: visitor.account, name: null },
});

function cookieOf(header: string | undefined): string | null {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === cookieName && value) return value;
  }
  return null;
}

/**
 * The browser says where a request comes from; without that word (a script, an old browser) the cookie's SameSite decides.
 * Behind a proxy `host` can be an inner name, so the public address counts as ours too.
 */
export function sameOrigin({ origin, host }: IncomingHttpHeaders, publicUrl: string | null): boolean {
  if (!origin) return true;
  try {
    const from = new URL(origin);
    return from.host === host || (publicUrl !== null && from.origin === new URL(publicUrl).origin);
  } catch {
    return false;
  }
}

/** Lax: the cookie is sent when a link from outside opens our page, and on nothing else from outside. */
export function sessionCookie(token: string, secure: boolean): string {
  const parts = [`${cookieName}=${token}`, 'Path=/', 'HttpOnly', 'SameSite=Lax', `Max-Age=${token ? 90 * 86_400 : 0}`];
  return [...parts, ...(secure ? ['Secure'] : [])].join('; ');
}
