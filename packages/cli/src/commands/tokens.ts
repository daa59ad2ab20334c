// `vito tokens`: what programs sign in with; make one with the scopes that it needs, revoke one.
import { TokenId } from '@vito/contracts/ids';
import { Scope, scopes, scopeWords } from '@vito/contracts/scope';
import { longestTokenDays, type TokenView } from '@vito/contracts/token';
import { type Call, command, serverOptions, WrongUse } from '../command.js';
import { type Listed, listing } from '../listing.js';
import { idValue, onlyFor, positive } from '../option-values.js';
import { findServer } from '../server.js';
import { localTime } from '../timeline-rows.js';
import { printSecret } from '../told-secret.js';

const options = {
  scope: { type: 'string', value: 'LIST', about: `with add: what it may do, of ${scopes.join(', ')}` },
  days: { type: 'string', value: 'N', about: 'with add: end it after so many days (default: when it is revoked)' },
  ...serverOptions,
} as const;

export const tokens = command({
  usage: '[add NAME --scope LIST | revoke ID] [OPTIONS]',
  about: `Lists the tokens that programs sign in with, and the day on which each was last used. add prints a new one, this once. Scopes: ${scopes.map((scope) => `${scope} (${scopeWords[scope]})`).join('; ')}.`,
  options,
  examples: [
    'vito tokens',
    'vito tokens add "Desk assistant" --scope read',
    'vito tokens add Nightly --scope read,propose --days 90',
    'vito tokens revoke tok_01kb3v0m2q8w4e6r7t9y1c5xzn',
  ],
  run,
});

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  const [verb, what, ...more] = args;
  const client = () => findServer({ url: values.url, env }).client; // wrong use is said before a server is looked for
  if (verb === undefined) {
    onlyFor('the list', values, []);
    return list((await client().call('listTokens')).items, out);
  }
  if (verb === 'add') {
    if (what === undefined || more.length > 0)
      throw new WrongUse('Name it in one word or in quotes: vito tokens add "Desk assistant" --scope read');
    onlyFor('add', values, ['scope', 'days']);
    const body = { name: what, scopes: scopesOf(values.scope), ...daysOf(values.days) };
    const added = await client().call('addToken', { body });
    if (out.jsonOnly) out.json(added);
    const { token, secret } = added;
    out.line(`${out.paint('bold', token.name)} may ${token.scopes.join(', ')}.`);
    printSecret(
      out,
      [
        ['id', token.id],
        ['ends', token.expiresAt && localTime(token.expiresAt)],
      ],
      secret,
    );
    return 0;
  }
  if (verb !== 'revoke') throw new WrongUse(`vito tokens knows no ${verb}: add or revoke.`);
  if (what === undefined || more.length > 0) throw new WrongUse('Say which one: vito tokens revoke ID');
  onlyFor('revoke', values, []);
  const id = idValue(TokenId, what, 'vito tokens');
  await client().call('revokeToken', { params: { id } });
  if (out.jsonOnly) out.json({ revoked: id });
  out.line('It is revoked: whatever used it is signed out.');
  return 0;
}

function list(items: TokenView[], out: Call['out']): number {
  if (out.jsonOnly) for (const item of items) out.json(item);
  if (items.length === 0) {
    out.note('There is no token yet. Make one with: vito tokens add NAME --scope read');
    return 0;
  }
  const columns = [{ head: 'SCOPES' }, { head: 'LAST USED', said: true }, { head: 'ENDS', said: true }];
  const rows = items.map(({ name, id, scopes: held, usedOn, expiresAt }): Listed => {
    const over = expiresAt !== null && Date.parse(expiresAt) <= Date.now();
    const ends = expiresAt === null ? '-' : localTime(expiresAt);
    return {
      name,
      id,
      values: [held.join(', '), usedOn ?? '-', over ? { text: 'it has expired', style: 'red' } : ends],
    };
  });
  for (const line of listing('NAME', columns, rows, out)) out.line(line);
  return 0;
}

function scopesOf(given: string | undefined): Scope[] {
  if (given === undefined) throw new WrongUse(`Say what it may do: --scope ${scopes.join(',')}, or some of them`);
  return given.split(',').map((word) => {
    const scope = Scope.safeParse(word.trim());
    if (!scope.success) throw new WrongUse(`--scope ${word.trim()} is none of: ${scopes.join(', ')}.`);
    return scope.data;
  });
}

function daysOf(given: string | undefined): { days?: number } {
  if (given === undefined) return {};
  const days = positive('--days', given);
  if (days > longestTokenDays) throw new WrongUse(`--days ${given}: at most ${longestTokenDays}.`);
  return { days };
}
