// Tokens of programs: made, listed and revoked by the account that they belong to. Who holds one is told by access.ts.
import { newId } from '@vito/contracts/ids';
import { Scope } from '@vito/contracts/scope';
import type { NewToken, TokenView } from '@vito/contracts/token';
import { Failure } from '@vito/runtime/failure';
import type { Database } from '../platform/database.js';
import { hashOf, newBearer } from './bearer.js';

interface TokenRow {
  token_id: string;
  name: string;
  scopes: string[];
  created_at: Date;
  expires_at: Date | null;
  used_on: string | null;
}

const most = 100; // tokens an account may have: more are never looked through by anybody
/** What its secret begins with, so that one is known for what it is where it should not lie. */
const prefix = 'vito_';
const columns = "token_id, name, scopes, created_at, expires_at, to_char(used_on, 'YYYY-MM-DD') as used_on";

export function createTokens({ auth }: Pick<Database, 'auth'>) {
  async function list(account: string): Promise<TokenView[]> {
    const { rows } = await auth.query<TokenRow>(
      `select ${columns} from auth.token where account_id = $1 and revoked_at is null order by token_id desc`,
      [account],
    );
    return rows.map(viewOf);
  }

  /** The secret is told this once. Throws Failure('conflict') when there are too many. */
  async function add(account: string, { name, scopes, days }: NewToken): Promise<{ token: TokenView; secret: string }> {
    const secret = prefix + newBearer();
    const { rows } = await auth.query<TokenRow>(
      `insert into auth.token (token_id, account_id, token_hash, name, scopes, expires_at)
       select $1, $2, $3, $4, $5, now() + make_interval(days => $6)
       where (select count(*) from auth.token where account_id = $2 and revoked_at is null) < $7
       returning ${columns}`,
      [newId('token'), account, hashOf(secret), name, [...new Set(scopes)], days ?? null, most],
    );
    if (!rows[0]) throw new Failure('conflict', `there are ${most} tokens already: revoke those that nobody needs`);
    return { token: viewOf(rows[0]), secret };
  }

  /** Throws Failure('not-found') where it is not this account's, or was revoked before. */
  async function revoke(account: string, id: string): Promise<void> {
    const { rowCount } = await auth.query(
      'update auth.token set revoked_at = now() where token_id = $1 and account_id = $2 and revoked_at is null',
      [id, account],
    );
    if (!rowCount) throw new Failure('not-found', 'there is no such token');
  }

  return { list, add, revoke };
}

function viewOf(row: TokenRow): TokenView {
  return {
    id: row.token_id,
    name: row.name,
    scopes: scopesOf(row.scopes),
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    usedOn: row.used_on,
  };
}

/** A scope that this build does not know gives nothing. */
export const scopesOf = (stored: readonly string[]): Scope[] =>
  stored.flatMap((scope) => Scope.safeParse(scope).data ?? []);
