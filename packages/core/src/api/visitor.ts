// Who is asking, and whether they may: a bearer token, or the session cookie of a browser on our own pages.
import type { IncomingHttpHeaders } from 'node:http';
import { allows, type Scope } from '@vito/contracts/scope';
import type { Config } from '@vito/runtime/config';
import { Failure } from '@vito/runtime/failure';
import type { Context } from '../spine/context.js';
import type { Access, Visitor } from '../tenants/access.js';

export const cookieName = 'vito_session';

/**
 * Throws Failure('unauthenticated') without a living session or token, Failure('forbidden') when another site uses the
 * cookie or the token lacks the scope.
 */
export async function visitorOf(
  { access, config }: { access: Access; config: Pick<Config, 'publicUrl'> },
  headers: IncomingHttpHeaders,
  { changes, scope }: { changes: boolean; scope: Scope },
): Promise<Visitor> {
  const bearer = bearerOf(headers);
  const cookie = bearer ? null : cookieOf(headers.cookie);
  if (cookie && changes && !sameOrigin(headers, config.publicUrl)) {
    throw new Failure('forbidden', 'a page of another site may not change anything here');
  }
  const token = bearer ?? cookie;
  const visitor = token ? await access.visitorOf(token) : null;
  if (!visitor) {
    throw new Failure(
      'unauthenticated',
      bearer
        ? 'this token is not valid: it has expired, was revoked, or never was'
        : 'open the link that the server printed when it started, or run `npx vito status --link` for a new one',
    );
  }
  mustAllow(visitor, scope);
  return visitor;
}

export const bearerOf = ({ authorization }: IncomingHttpHeaders): string | null =>
  /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? null;

/** Throws Failure('forbidden') that names the missing scope. */
export function mustAllow(visitor: Visitor, scope: Scope): void {
  if (!allows(visitor.scopes, scope)) throw new Failure('forbidden', `this token lacks the scope \`${scope}\``);
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
