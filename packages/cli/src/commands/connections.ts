// `vito connections`: what is fetched from elsewhere; add one, choose what it fetches, run it, and see what came.
import { ConnectionId } from '@vito/contracts/ids';
import { type Call, command, WrongUse } from '../command.js';
import { type ConnectionValues, options, type Where } from '../connection-call.js';
import { listConnections } from '../connection-list.js';
import { heldOf, recordsOf, runsOf } from '../connection-lists.js';
import { addConnection, check, choose, configure, discover, every } from '../connection-setup.js';
import { sync } from '../connection-sync.js';
import { idValue, onlyFor } from '../option-values.js';
import { findServer } from '../server.js';

export const connections = command({
  usage: '[VERB ID] [OPTIONS]',
  about:
    'Lists what is fetched from elsewhere. Begin with add, then check, discover and choose. VERB is: add NAME, check ID, discover ID, choose ID STREAM[:incremental] …, every ID MINUTES (or never), sync ID, cancel ID, runs ID, records ID, quarantine ID (what is held back, and why), configure ID, live ID on (or off: a mailbox or folder is watched), pause ID, resume ID, remove ID (erases what it fetched).',
  options,
  examples: [
    'vito connections',
    'vito connections add "Issues at GitHub" --dialect singer --command tap-github --config github.json',
    'vito connections check con_01kb3v0m2q8w4e6r7t9y1c5xzn',
    'vito connections discover con_01kb3v0m2q8w4e6r7t9y1c5xzn',
    'vito connections choose con_01kb3v0m2q8w4e6r7t9y1c5xzn issues:incremental labels',
    'vito connections every con_01kb3v0m2q8w4e6r7t9y1c5xzn 60',
    'vito connections sync con_01kb3v0m2q8w4e6r7t9y1c5xzn --watch',
    'vito connections records con_01kb3v0m2q8w4e6r7t9y1c5xzn --stream issues --json | head -1',
  ],
  run,
});

type Verb = (where: Where, id: string, values: ConnectionValues, more: string[]) => Promise<number>;

/** By verb: the options that it takes, how many words follow the id, and what it does. */
const verbs: Record<string, { takes: readonly (keyof ConnectionValues)[]; follow?: string; run: Verb }> = {
  check: { takes: [], run: check },
  discover: { takes: [], run: discover },
  choose: { takes: [], follow: 'STREAM[:incremental] …', run: choose },
  every: { takes: [], follow: 'MINUTES', run: every },
  sync: { takes: ['fresh', 'watch'], run: sync },
  cancel: { takes: [], run: cancel },
  runs: { takes: ['limit'], run: runsOf },
  records: { takes: ['stream', 'deleted', 'limit'], run: recordsOf },
  quarantine: { takes: ['stream', 'limit'], run: heldOf },
  configure: { takes: ['config'], run: configure },
  live: { takes: [], follow: 'on', run: live },
  pause: { takes: [], run: (where, id) => pause(where, id, true) },
  resume: { takes: [], run: (where, id) => pause(where, id, false) },
  remove: { takes: [], run: remove },
};

async function run({ values, args, out, env }: Call<typeof options>): Promise<number> {
  const [verb, what, ...more] = args;
  const where: Where = {
    out,
    get client() {
      return findServer({ url: values.url, env }).client;
    },
  };
  if (verb === undefined) {
    onlyFor('the list', values, []);
    return listConnections(where);
  }
  if (verb === 'add') {
    if (what === undefined || more.length > 0)
      throw new WrongUse('Name it in one word or in quotes: vito connections add "Issues at GitHub" --dialect singer');
    onlyFor('add', values, ['dialect', 'command', 'config']);
    return addConnection(where, what, values);
  }
  const known = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!known) throw new WrongUse(`vito connections knows no ${verb}: add, ${Object.keys(verbs).join(', ')}.`);
  const call = `vito connections ${verb} ID${known.follow ? ` ${known.follow}` : ''}`;
  if (what === undefined || more.length > 0 !== (known.follow !== undefined))
    throw new WrongUse(what === undefined ? `Say which one: ${call}` : `It is called so: ${call}`);
  const id = idValue(ConnectionId, what, 'vito connections');
  onlyFor(verb, values, known.takes);
  return known.run(where, id, values, more);
}

async function cancel({ client, out }: Where, id: string): Promise<number> {
  const run = await client.call('cancelSync', { params: { id } });
  if (out.jsonOnly) out.json(run);
  out.line('It is cancelled. What came stays, and the next run goes on from there.');
  return 0;
}

async function pause({ client, out }: Where, id: string, paused: boolean): Promise<number> {
  const view = await client.call('changeConnection', { params: { id }, body: { paused } });
  if (out.jsonOnly) out.json(view);
  out.line(paused ? `It is paused. Resume it with: vito connections resume ${id}` : 'It runs again.');
  return 0;
}

async function live(where: Where, id: string, _: ConnectionValues, [given, ...more]: string[]): Promise<number> {
  if (more.length > 0 || (given !== 'on' && given !== 'off'))
    throw new WrongUse(`Say on or off: vito connections live ${id} on`);
  const { client, out } = where;
  const view = await client.call('changeConnection', { params: { id }, body: { live: given === 'on' } });
  if (out.jsonOnly) out.json(view);
  out.line(view.live ? 'It is watched: what comes in is fetched at once.' : 'It is watched no more.');
  return 0;
}

async function remove({ client, out }: Where, id: string): Promise<number> {
  await client.call('removeConnection', { params: { id } });
  if (out.jsonOnly) out.json({ removed: id });
  out.line('It is removed, and its records and its configuration are being erased.');
  return 0;
}
