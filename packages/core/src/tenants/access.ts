// Access: sign-in links, sessions and tokens of the one owner. The seam where full accounts come in later.
import { createHash, randomBytes } from 'node:crypto';
import { newId } from '@vito/contracts/ids';
import { Failure } from '@vito/runtime/failure';
import type { Database } from '../platform/database.js';

/** Who is asking, once known. */
export interface Visitor {
  tenant: string;
  account: string;
  /** The hash of the token that let them in: what a sign-out ends. */
  session: string;
}

const linkHours = 12;
const browserDays = 90;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
const newToken = (): string => randomBytes(24).toString('base64url');

export function createAccess({ auth }: Pick<Database, 'auth'>) {
  /** The company of an embedded install and its owner, or null before the first start. */
  async function onlyOwner(): Promise<{ tenant: string; account: string } | null> {
    const { rows } = await auth.query<{ tenant_id: string; account_id: string }>(
      'select tenant_id, account_id from auth.account order by created_at limit 1',
    );
    return rows[0] ? { tenant: rows[0].tenant_id, account: rows[0].account_id } : null;
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
    const token = newToken();
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
    const token = newToken();
    await auth.query(
      'insert into auth.session (token_hash, account_id, kind, expires_at) values ($1, $2, $3, now() + make_interval(hours => $4))',
      [hashOf(token), account, kind, hours],
    );
    return token;
  }

  /** Who holds this token, or null when it is unknown, expired or ended. */
  async function visitorOf(token: string): Promise<Visitor | null> {
    const { rows } = await auth.query<{ token_hash: string; tenant_id: string; account_id: string }>({
      name: 'visitor',
      text: `select s.token_hash, a.tenant_id, a.account_id from auth.session s join auth.account a using (account_id)
             where s.token_hash = $1 and s.ended_at is null and s.expires_at > now()`,
      values: [hashOf(token)],
    });
    const row = rows[0];
    return row ? { tenant: row.tenant_id, account: row.account_id, session: row.token_hash } : null;
  }

  /** Of these sessions, those that have ended or expired. */
  async function endedAmong(sessions: string[]): Promise<string[]> {
    const { rows } = await auth.query<{ token_hash: string }>(
      'select token_hash from auth.session where token_hash = any ($1) and ended_at is null and expires_at > now()',
      [sessions],
    );
    const living = new Set(rows.map((row) => row.token_hash));
    return sessions.filter((session) => !living.has(session));
  }

  async function signOut(visitor: Visitor): Promise<void> {
    await auth.query('update auth.session set ended_at = now() where token_hash = $1', [visitor.session]);
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
    addSource,
    tenantOfSource,
    removeSource,
    onlyOwner,
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
