// Access: sign-in links and sessions of the one owner, and who holds what. The seam where full accounts come in later.
import { newId } from '@vito/contracts/ids';
import { type Scope, scopes } from '@vito/contracts/scope';
import { Failure } from '@vito/runtime/failure';
import type { Database } from '../platform/database.js';
import { hashOf, newBearer } from './bearer.js';
import { createTokens, scopesOf } from './tokens.js';

/** Who is asking, once known. */
export interface Visitor {
  tenant: string;
  account: string;
  /** The hash of what let them in: what a sign-out ends. */
  session: string;
  /** A person's session has all of them. */
  scopes: readonly Scope[];
}

const linkHours = 12;
const browserDays = 90;

interface Held {
  hash: string;
  tenant_id: string;
  account_id: string;
  /** Null of a session. */
  scopes: string[] | null;
  /** A token that was not used today yet. */
  unused: boolean;
}

const today = "(now() at time zone 'utc')::date";
const holding = `
  select s.token_hash as hash, a.tenant_id, a.account_id, null::text[] as scopes, false as unused
  from auth.session s join auth.account a using (account_id)
  where s.token_hash = $1 and s.ended_at is null and s.expires_at > now()
  union all
  select t.token_hash, a.tenant_id, a.account_id, t.scopes, t.used_on is distinct from ${today}
  from auth.token t join auth.account a using (account_id)
  where t.token_hash = $1 and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())`;
const living = `
  select token_hash as hash from auth.session where token_hash = any ($1) and ended_at is null and expires_at > now()
  union all
  select token_hash from auth.token
  where token_hash = any ($1) and revoked_at is null and (expires_at is null or expires_at > now())`;
const usedToday = `update auth.token set used_on = ${today} where token_hash = $1`;

export function createAccess({ auth }: Pick<Database, 'auth'>) {
  /** The company of an embedded install and its owner, or null before the first start. */
  async function onlyOwner(): Promise<{ tenant: string; account: string } | null> {
    const { rows } = await auth.query<{ tenant_id: string; account_id: string }>(
      'select tenant_id, account_id from auth.account order by created_at limit 1',
    );
    return rows[0] ? { tenant: rows[0].tenant_id, account: rows[0].account_id } : null;
  }

  /** The account that owns a company, or null where there is none. */
  async function ownerOf(tenant: string): Promise<string | null> {
    const { rows } = await auth.query<{ account_id: string }>(
      "select account_id from auth.account where tenant_id = $1 and role = 'owner' order by created_at limit 1",
      [tenant],
    );
    return rows[0]?.account_id ?? null;
  }

  /** Whether this install has no more than one company. */
  async function isAlone(): Promise<boolean> {
    const { rows } = await auth.query('select from (select distinct tenant_id from auth.account limit 2) t');
    return rows.length < 2;
  }

  async function addOwner(tenant: string): Promise<string> {
    const account = newId('actor');
    await auth.query("insert into auth.account (account_id, tenant_id, role) values ($1, $2, 'owner')", [
      account,
      tenant,
    ]);
    return account;
  }

  /** A link that signs in for 12 hours, as often as it is opened: whoever reads this terminal owns the machine. */
  async function makeSignInToken(account: string): Promise<string> {
    const token = newBearer();
    await auth.query('delete from auth.sign_in_link where expires_at < now()');
    await auth.query(
      'insert into auth.sign_in_link (token_hash, account_id, expires_at) values ($1, $2, now() + make_interval(hours => $3))',
      [hashOf(token), account, linkHours],
    );
    return token;
  }

  /** Exchanges a link's token for a session's. Throws Failure('unauthenticated'). */
  async function signIn(token: string): Promise<string> {
    const { rows } = await auth.query<{ account_id: string }>(
      'select account_id from auth.sign_in_link where token_hash = $1 and expires_at > now()',
      [hashOf(token)],
    );
    const account = rows[0]?.account_id;
    if (!account) {
      throw new Failure(
        'unauthenticated',
        'this sign-in link is not valid, or older than 12 hours. Run `npx vito status --link` for a new one.',
      );
    }
    return makeSession(account, 'browser', browserDays * 24);
  }

  async function makeSession(account: string, kind: 'browser' | 'cli', hours: number): Promise<string> {
    const token = newBearer();
    await auth.query(
      'insert into auth.session (token_hash, account_id, kind, expires_at) values ($1, $2, $3, now() + make_interval(hours => $4))',
      [hashOf(token), account, kind, hours],
    );
    return token;
  }

  /** Who holds this session or token, or null when it is unknown, expired or ended. */
  async function visitorOf(bearer: string): Promise<Visitor | null> {
    const { rows } = await auth.query<Held>({ name: 'visitor', text: holding, values: [hashOf(bearer)] });
    const row = rows[0];
    if (!row) return null;
    if (row.unused) await auth.query(usedToday, [row.hash]);
    return {
      tenant: row.tenant_id,
      account: row.account_id,
      session: row.hash,
      scopes: row.scopes === null ? scopes : scopesOf(row.scopes),
    };
  }

  /** Of these sessions and tokens, those that have ended or expired. */
  async function endedAmong(sessions: string[]): Promise<string[]> {
    const { rows } = await auth.query<{ hash: string }>(living, [sessions]);
    const those = new Set(rows.map((row) => row.hash));
    return sessions.filter((session) => !those.has(session));
  }

  /** Ends what let them in: a token revokes itself. */
  async function signOut({ session }: Visitor): Promise<void> {
    await auth.query('update auth.session set ended_at = now() where token_hash = $1', [session]);
    await auth.query('update auth.token set revoked_at = now() where token_hash = $1 and revoked_at is null', [
      session,
    ]);
  }

  /** Replaces a tenant's calendar secret, of which only the hash is known here. */
  async function setCalendarLink(tenant: string, hash: string): Promise<void> {
    await auth.query(
      `with gone as (delete from auth.calendar_link where tenant_id = $1)
       insert into auth.calendar_link (secret_hash, tenant_id) values ($2, $1)`,
      [tenant, hash],
    );
  }

  async function tenantOfCalendar(secret: string): Promise<string | null> {
    const { rows } = await auth.query<{ tenant_id: string }>(
      'select tenant_id from auth.calendar_link where secret_hash = $1',
      [hashOf(secret)],
    );
    return rows[0]?.tenant_id ?? null;
  }

  /** Makes known whose a source is, for a webhook names nothing else. */
  async function addSource(tenant: string, sourceId: string): Promise<void> {
    await auth.query('insert into auth.source (source_id, tenant_id) values ($1, $2)', [sourceId, tenant]);
  }

  async function tenantOfSource(sourceId: string): Promise<string | null> {
    const { rows } = await auth.query<{ tenant_id: string }>('select tenant_id from auth.source where source_id = $1', [
      sourceId,
    ]);
    return rows[0]?.tenant_id ?? null;
  }

  async function removeSource(sourceId: string): Promise<void> {
    await auth.query('delete from auth.source where source_id = $1', [sourceId]);
  }

  return {
    tokens: createTokens({ auth }),
    addSource,
    tenantOfSource,
    removeSource,
    onlyOwner,
    ownerOf,
    isAlone,
    addOwner,
    makeSignInToken,
    signIn,
    makeSession,
    visitorOf,
    endedAmong,
    signOut,
    setCalendarLink,
    tenantOfCalendar,
  };
}
export type Access = ReturnType<typeof createAccess>;
