// An IMAP mailbox over the API, against a real server: each message becomes one document, once, whatever the server does.
import { randomBytes } from 'node:crypto';
import { type AddressInfo, createServer, connect as netConnect } from 'node:net';
import type { DocumentSummary } from '@vito/contracts/document';
import type { StreamChoice } from '@vito/contracts/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../../setup/app.js';
import { mailOf } from '../../setup/mails.js';
import { openWire } from '../../setup/proxy.js';
import { dovecot, type MailServer, password, startDovecot } from './dovecot.js';
import { counts, over, sync } from './syncs.js';

it('dovecot-imapd is there wherever the whole suite must pass', () => {
  expect(dovecot !== null || !process.env.CI, 'CI must install dovecot-imapd').toBe(true);
});

describe.runIf(dovecot)('a mailbox', () => {
  let app: TestApp;
  let server: MailServer;
  beforeAll(async () => {
    [server, app] = await Promise.all([startDovecot(), openTestApp({ allowPrivateAddresses: true })]);
  });
  afterAll(async () => {
    await app?.close();
    await server?.stop();
  });

  const configOf = (user: string, more: object = {}) => ({
    ...{ host: '127.0.0.1', port: server.ports.plain, security: 'none', user, password },
    ...more,
  });
  async function connect(user: string, more: object = {}, mailboxes: string[] = []): Promise<string> {
    const body = { name: 'Mail', dialect: 'imap' as const, config: configOf(user, more) };
    const { id } = await app.client.call('addConnection', { body });
    if (mailboxes.length > 0) await choose(id, mailboxes);
    return id;
  }
  const choose = (id: string, mailboxes: string[]) => {
    const streams = mailboxes.map((name): StreamChoice => ({ name, mode: 'incremental' }));
    return app.client.call('chooseStreams', { params: { id }, body: { streams } });
  };
  const letter = (what: string, more: Parameters<typeof mailOf>[0] = {}) =>
    mailOf({
      id: `${what}@quill.example`,
      subject: `About ${what}`,
      text: `I will send you the ${what} by Friday.\n`,
      ...more,
    });
  /** Documents whose names hold a word, newest first. */
  async function documents(word: string): Promise<DocumentSummary[]> {
    const found: DocumentSummary[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await app.client.call('listDocuments', { query: { limit: 200, ...(cursor ? { cursor } : {}) } });
      found.push(...page.items.filter(({ name }) => name.includes(word)));
      if (!page.next) return found;
      cursor = page.next;
    }
  }
  const held = async (id: string) => (await app.client.call('listHeldRecords', { params: { id } })).items;

  it('is read: what came in and what was sent becomes documents, in which commitments are found; then only what is new', async () => {
    const user = server.addUser();
    await server.put(user, 'INBOX', [letter('tiles'), letter('slates')]);
    await server.put(user, 'Sent', [letter('gutters')]);
    const id = await connect(user);
    const check = await app.client.call('checkConnection', { params: { id } });
    expect(check).toMatchObject({ ok: true, message: 'signed in; INBOX holds 2 messages' });
    expect(check.spec).toMatchObject({ required: ['host', 'user'], properties: { password: { writeOnly: true } } });
    const { streams } = await app.client.call('discoverStreams', { params: { id } });
    expect(streams.map(({ name, use }) => [name, use])).toEqual([
      ['INBOX', 'inbox'],
      ['Sent', 'sent'],
      ['Drafts', 'drafts'],
      ['Trash', 'trash'],
    ]);
    expect(counts(await sync(app, id), 'INBOX')).toEqual({ kept: 2, same: 0, gone: 0, held: 0 });
    await choose(id, ['INBOX', 'Sent']);
    const both = await sync(app, id);
    expect([counts(both, 'INBOX'), counts(both, 'Sent')]).toMatchObject([{ kept: 0 }, { kept: 1 }]);
    const [slates] = await documents('About slates');
    expect(slates).toMatchObject({ name: 'About slates.eml' });
    await app.read(slates?.id ?? '');
    await app.settled();
    const { items } = await app.client.call('listCommitments', { query: { limit: 200 } });
    expect(items.map(({ quote }) => quote)).toEqual(
      expect.arrayContaining(['tiles', 'slates', 'gutters'].map((what) => expect.stringContaining(`the ${what}`))),
    );

    await server.put(user, 'INBOX', [letter('ridges')]);
    await server.as(user, async (client) => {
      await client.mailboxOpen('INBOX');
      await client.messageDelete('1', { uid: true });
    });
    expect(counts(await sync(app, id), 'INBOX')).toEqual({ kept: 1, same: 0, gone: 0, held: 0 });
    expect(await documents('About tiles')).toHaveLength(1); // what the server has no more is here all the same
    expect(counts(await sync(app, id, true), 'INBOX')).toEqual({ kept: 0, same: 2, gone: 0, held: 0 });
    expect(await documents('About')).toHaveLength(4);
    const flags = await server.as(user, async (client) => {
      await client.mailboxOpen('INBOX', { readOnly: true });
      return (await client.fetchAll('1:*', { flags: true })).flatMap((message) => [...(message.flags ?? [])]);
    });
    expect(flags).not.toContain('\\Seen');
  });

  it('leaves out what came in before the day that it says, until it says an earlier one', async () => {
    const user = server.addUser();
    await server.as(user, async (client) => {
      await client.append('INBOX', Buffer.from(letter('old stairs')), [], new Date('2026-01-05T12:00:00Z'));
      await client.append('INBOX', Buffer.from(letter('new stairs')), [], new Date('2026-06-05T12:00:00Z'));
    });
    const id = await connect(user, { since: '2026-03-01' });
    expect(counts(await sync(app, id), 'INBOX')).toMatchObject({ kept: 1 });
    expect(await documents('stairs')).toMatchObject([{ name: 'About new stairs.eml' }]);
    const config = configOf(user, { since: '2025-12-31' });
    await app.client.call('changeConnection', { params: { id }, body: { config } });
    expect(counts(await sync(app, id), 'INBOX')).toMatchObject({ kept: 1, same: 1 });
  });

  it('that the server numbers anew is read from the beginning, and no message becomes a second document', async () => {
    const user = server.addUser();
    await server.put(user, 'Work', [letter('beams'), letter('joists')]);
    const id = await connect(user, {}, ['Work']);
    expect(counts(await sync(app, id), 'Work')).toMatchObject({ kept: 2 });
    await server.as(user, (client) => client.mailboxDelete('Work'));
    await server.put(user, 'Work', [letter('rafters'), letter('joists'), letter('beams')]);
    const run = await sync(app, id);
    expect(run.log.join()).toContain('numbered its messages anew');
    expect(counts(run, 'Work')).toEqual({ kept: 1, same: 2, gone: 0, held: 0 });
    for (const what of ['beams', 'joists', 'rafters']) expect(await documents(`About ${what}`)).toHaveLength(1);
    await server.as(user, (client) => client.mailboxDelete('Work'));
    const without = await sync(app, id);
    expect(without).toMatchObject({ state: 'failed', reason: 'reported' });
    expect(without.problem).toContain('Work');
  });

  it('may hold a message twice, in two mailboxes with names in any letters: it is one document', async () => {
    const user = server.addUser();
    const names = ['Größe & Zählung', '日本語/受信'];
    for (const name of names) await server.put(user, name, [letter('doors'), letter(`handles for ${name.length}`)]);
    const id = await connect(user);
    const { streams } = await app.client.call('discoverStreams', { params: { id } });
    expect(streams.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    await choose(id, names);
    const run = await sync(app, id);
    expect(names.map((name) => counts(run, name))).toMatchObject([{ kept: 2 }, { kept: 1, same: 1 }]);
    expect(await documents('About doors')).toHaveLength(1);
    await server.put(user, names[1] as string, [letter('hinges')]);
    expect(counts(await sync(app, id), names[1] as string)).toMatchObject({ kept: 1, same: 0 });
  });

  it('may hold messages of all sizes and of no form: each comes byte for byte, or is held back and does not stand in the way', {
    timeout: 60_000,
  }, async () => {
    const user = server.addUser();
    const large = letter('a large one', {
      attachments: [{ name: 'parts.bin', mediaType: 'application/octet-stream', bytes: randomBytes(900_000) }],
    }).replaceAll('\n', '\r\n');
    const odd = [
      Buffer.concat([
        Buffer.from('Subject: odd \xff\xfe bytes\r\nX\r\n: none\r\n\r\n', 'latin1'),
        randomBytes(3000).map((byte) => byte || 1),
      ]),
      Buffer.from('\r\n'),
      Buffer.from('no header at all'),
      Buffer.from(
        'Subject: =?utf-8?B?w7?= ((("unclosed\r\nFrom: <<<@>>\r\nDate: never\r\nContent-Type: multipart/mixed\r\n\r\n--\r\n',
      ),
    ];
    await server.put(user, 'INBOX', [
      letter('first'),
      Buffer.alloc(50 * 2 ** 20 + 100, 'x\r\n'),
      large,
      ...odd,
      letter('last'),
    ]);
    const id = await connect(user);
    const run = await sync(app, id);
    expect(run).toMatchObject({ state: 'finished' });
    expect(counts(run, 'INBOX')).toEqual({ kept: 7, same: 0, gone: 0, held: 1 });
    expect(await held(id)).toMatchObject([{ stream: 'INBOX', reason: 'too-large', data: { uid: 2 } }]);
    const [whole] = await documents('About a large one');
    const content = await app.request(`/v1/documents/${whole?.id}/content`);
    expect(Buffer.from(await content.arrayBuffer()).equals(Buffer.from(large))).toBe(true);
    expect(counts(await sync(app, id), 'INBOX')).toEqual({ kept: 0, same: 0, gone: 0, held: 0 });
    expect(await held(id)).toHaveLength(1); // not lost from sight
    await server.as(user, async (client) => {
      await client.mailboxOpen('INBOX');
      await client.messageDelete('2', { uid: true });
    });
    await sync(app, id, true);
    expect(await held(id)).toEqual([]);
  });

  it('with a message that breaks the connection whenever it is fetched is read all the same, and that one is held back', async () => {
    const user = server.addUser();
    await server.put(user, 'INBOX', [letter('panes'), letter('POISON'), letter('frames')]);
    let isBroken = true;
    const proxy = createServer((socket) => {
      const behind = netConnect(server.ports.plain, '127.0.0.1');
      for (const one of [socket, behind]) one.on('error', () => {});
      socket.pipe(behind);
      behind.on('data', (data) => (isBroken && data.includes('POISON') ? socket.destroy() : socket.write(data)));
      socket.on('close', () => behind.destroy());
      behind.on('close', () => socket.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const id = await connect(user, { port: (proxy.address() as AddressInfo).port });
    const run = await sync(app, id);
    expect(run).toMatchObject({ state: 'finished' });
    expect(counts(run, 'INBOX')).toEqual({ kept: 2, same: 0, gone: 0, held: 1 });
    expect(await held(id)).toMatchObject([{ reason: 'unfetched', data: { uid: 2 } }]);
    expect(counts(await sync(app, id), 'INBOX')).toMatchObject({ kept: 0, held: 1 });
    isBroken = false;
    expect(counts(await sync(app, id), 'INBOX')).toMatchObject({ kept: 1, held: 0 });
    expect(await held(id)).toEqual([]);
    for (const what of ['panes', 'POISON', 'frames']) expect(await documents(`About ${what}`)).toHaveLength(1);
    await new Promise((resolve) => proxy.close(resolve));
  });

  it('that falls silent in the middle can be cancelled, and goes on from what came', async () => {
    const user = server.addUser();
    await server.put(user, 'INBOX', [letter('sills'), letter('SILENCE')]);
    let isSilent = true;
    const wire = createServer((socket) => {
      const behind = netConnect(server.ports.plain, '127.0.0.1');
      for (const one of [socket, behind]) one.on('error', () => {});
      socket.pipe(behind);
      behind.on('data', (data) => {
        if (isSilent && data.includes('SILENCE')) behind.pause();
        else socket.write(data);
      });
      socket.on('close', () => behind.destroy());
    });
    await new Promise<void>((resolve) => wire.listen(0, '127.0.0.1', resolve));
    const id = await connect(user, { port: (wire.address() as AddressInfo).port });
    const { id: runId } = await app.client.call('requestSync', { params: { id }, body: {} });
    await app.until('it runs', async () => {
      const run = await app.client.call('getSyncRun', { params: { id: runId } });
      return run.state === 'running';
    });
    await app.client.call('cancelSync', { params: { id } });
    const connections = () => new Promise<number>((resolve) => wire.getConnections((_error, count) => resolve(count)));
    await app.until('its session is closed', async () => (await connections()) === 0);
    isSilent = false;
    const run = await sync(app, id);
    expect(run.state).toBe('finished');
    expect(await documents('About sills')).toHaveLength(1);
    expect(await documents('About SILENCE')).toHaveLength(1);
    await new Promise((resolve) => wire.close(resolve));
  });

  it('whose password is wrong is not read, and nothing tells the password', async () => {
    const user = server.addUser();
    const wrong = 'qzwrongcanary';
    const id = await connect(user, { password: wrong });
    const run = await sync(app, id);
    expect(run).toMatchObject({ state: 'failed', reason: 'denied' });
    expect(run.problem).toMatch(/refuses the user or the password.*Authentication failed/);
    const check = await app.client.call('checkConnection', { params: { id } });
    expect(check).toMatchObject({ ok: false, message: expect.stringContaining('refuses the user') });
    const discovered = app.client.call('discoverStreams', { params: { id } });
    await expect(discovered).rejects.toMatchObject({ problem: { code: 'unavailable' } });
    const paths = [`connections/${id}`, `connections/${id}/runs`, `syncs/${run.id}`, `connections`];
    const said = await Promise.all(paths.map(async (path) => (await app.request(`/v1/${path}`)).text()));
    expect([...said, ...app.lines, JSON.stringify(check)].join()).not.toContain(wrong);
    await app.client.call('changeConnection', { params: { id }, body: { config: configOf(user) } });
    expect((await sync(app, id)).state).toBe('finished');
  });

  it.each([
    ['no user', { user: undefined }, 'config.user'],
    ['a password and a token', { accessToken: 'zzz' }, 'either a password or an accessToken'],
    ['neither', { password: undefined }, 'either a password or an accessToken'],
    ['no day', { since: 'yesterday' }, 'config.since'],
    ['an unknown word', { pasword: 'qzcanary' }, 'pasword'],
    ['an address of a cloud for its machines', { host: '169.254.169.254' }, 'not public'],
  ])('with %s is refused, without a word of what was entered', async (_what, more, says) => {
    const body = { name: 'n', dialect: 'imap' as const, config: configOf('a@mail.test', more) };
    const added = app.client.call('addConnection', { body });
    await expect(added).rejects.toMatchObject({ problem: { code: 'invalid', detail: expect.stringContaining(says) } });
    await added.catch(({ problem }) => expect(JSON.stringify(problem)).not.toMatch(/qzcanary|open-sesame/));
  });

  it('that is watched brings a mail within two seconds, without a schedule, until it is watched no more', async () => {
    const user = server.addUser();
    const wire = await openWire('127.0.0.1', server.ports.plain);
    const id = await connect(user, { port: wire.port });
    expect(await app.client.call('changeConnection', { params: { id }, body: { live: true } })).toMatchObject({
      live: true,
    });
    const first = await app.until('the first run', async () => {
      const { items } = await app.client.call('listSyncRuns', { params: { id } });
      return items[0] ?? false;
    });
    await over(app.me, first.id);
    const took: number[] = [];
    for (const what of ['bricks', 'mortar']) {
      const began = Date.now();
      await server.put(user, 'INBOX', [letter(what)]);
      await app.until(`the ${what} are there`, async () => (await documents(`About ${what}`)).length === 1);
      took.push(Date.now() - began);
    }
    expect(Math.min(...took)).toBeLessThan(2000);
    // The server goes away for a while: what came in meanwhile is fetched as soon as it is back.
    wire.cut();
    await server.put(user, 'INBOX', [letter('lime')]);
    wire.mend();
    await app.until('the lime is there', async () => (await documents('About lime')).length === 1);
    await app.client.call('changeConnection', { params: { id }, body: { live: false } });
    await app.until('nobody watches it', async () => {
      const { dispatch } = app.app.services.database;
      return (await dispatch.query('select from vito.sync_watch where connection_id = $1', [id])).rowCount === 0;
    });
    const before = (await app.client.call('listSyncRuns', { params: { id } })).items.length;
    await server.put(user, 'INBOX', [letter('cement')]);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await app.client.call('listSyncRuns', { params: { id } })).items).toHaveLength(before);
    await wire.close();
  });
});
