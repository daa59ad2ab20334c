// Mail over a real SMTP server: what arrives, what can never be smuggled into it, and what each refusal means.
import { once } from 'node:events';
import { createServer } from 'node:net';
import { readConfig } from '@vito/runtime/config';
import { afterEach, describe, expect, it } from 'vitest';
import { createSendMail } from '../../../src/agents/tools/send-mail.js';
import { createMailOut } from '../../../src/platform/mail-out.js';
import { startPeer } from '../../platform/local-peer.js';
import { call, failing } from './calling.js';
import { openMailServer } from './mail-server.js';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function open(behaviour: Parameters<typeof openMailServer>[0] = {}) {
  const server = await openMailServer(behaviour);
  closing.push(server.close);
  return { server, tool: toolAt(server.port) };
}
const toolAt = (port: number, user = '') => {
  const { tools } = readConfig({
    VITO_SMTP: `smtp://${user}127.0.0.1:${port}`,
    VITO_MAIL_FROM: 'ViTo <vito@firm.example>',
  });
  return createSendMail({ mail: tools.mail && createMailOut(tools.mail) });
};
const mail = { to: ['Ada Roe <ada@example.com>'], subject: 'The drawings', text: 'They are attached.\n.\nInes' };

describe('a mail', () => {
  it('arrives with its addresses, its subject and its text, from whom the install sends', async () => {
    const { server, tool } = await open();
    const { result } = await call(tool, {
      ...mail,
      cc: ['bo@example.com'],
      subject: 'Grüße ☂',
      text: 'Zeile\n.\nEnde',
    });
    const [taken] = server.taken;
    expect(taken).toMatchObject({ from: 'vito@firm.example', to: ['ada@example.com', 'bo@example.com'] });
    expect(taken?.raw).toMatch(/^From: ViTo <vito@firm\.example>\r$/m);
    expect(taken?.raw).toMatch(/^To: Ada Roe <ada@example\.com>\r$/m);
    expect(taken?.raw).toMatch(/^Cc: bo@example\.com\r$/m);
    expect(taken?.raw).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(taken?.raw).toMatch(/^Date: Fri, 27 Nov 2026 09:00:00/m);
    expect(taken?.raw).toMatch(/\r\nZeile\r\n\.\r\nEnde/);
    expect(result).toMatchObject({ accepted: ['ada@example.com', 'bo@example.com'], rejected: [] });
  });

  it('has the same Message-ID at each attempt of a step, and another for another step', async () => {
    const { server, tool } = await open();
    await call(tool, mail);
    await call(tool, mail, { attempt: 2 });
    await call(tool, mail, { key: 'another step' });
    const ids = server.taken.map(({ raw }) => /^Message-ID: (<[0-9a-f]{40}@firm\.example>)\r$/im.exec(raw)?.[1]);
    expect(ids[0]).toBeDefined();
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('says which mail it answers, which stands among its references as well', async () => {
    const { server, tool } = await open();
    await call(tool, { ...mail, inReplyTo: '<b@x.example>', references: ['<a@x.example>'] });
    expect(server.taken[0]?.raw).toMatch(/^In-Reply-To: <b@x\.example>\r$/m);
    expect(server.taken[0]?.raw).toMatch(/^References: <a@x\.example> <b@x\.example>\r$/m);
  });

  it('goes under the user and password that are set, over a % in them as well', async () => {
    const { server } = await open({ user: 'in@es', password: 'a/b%c' });
    await call(toolAt(server.port, 'in%40es:a%2Fb%25c@'), mail);
    expect(server.taken[0]?.user).toBe('in@es');
  });

  it('tells whom the server refused, where it took others', async () => {
    const { tool } = await open({ recipient: (address) => (address.startsWith('bo') ? 550 : null) });
    const { result } = await call(tool, { ...mail, cc: ['bo@example.com'] });
    expect(result).toMatchObject({ accepted: ['ada@example.com'], rejected: ['bo@example.com'] });
  });
});

describe('what would begin another header, or another address,', () => {
  const { input } = toolAt(25);
  const breaks = ['\r\n', '\n', '\r', '\u0085', '\u2028', '\u2029', '\0', '\v'];
  it.each(breaks.map((one) => [JSON.stringify(one), one]))('with %s is refused', (_, sign) => {
    const smuggled = `x${sign}Bcc: eve@example.com`;
    for (const fields of [
      { subject: smuggled },
      { to: [`${smuggled} <ada@example.com>`] },
      { to: [`ada@example.com${sign}Bcc: eve@example.com`] },
      { cc: [`ada@example.com${sign}`] },
      { inReplyTo: `<a${sign}b@x.example>` },
      { references: [`<a@x.example>${sign}Bcc: eve@example.com`] },
    ])
      expect(input.safeParse({ ...mail, ...fields }).success, JSON.stringify(fields)).toBe(false);
  });

  it.each(['ada@example.com, eve@example.com', 'a <a@x.example>, b <b@x.example>', 'ada', 'group:a@x.example;', '<>'])(
    '%s is no one address',
    (address) => expect(input.safeParse({ ...mail, to: [address] }).success).toBe(false),
  );

  it('the text can hold anything: it stays text', async () => {
    const { server, tool } = await open();
    await call(tool, { ...mail, text: '.\r\nRCPT TO:<eve@example.com>\r\n.\r\nBcc: eve@example.com' });
    expect(server.taken).toHaveLength(1);
    expect(server.taken[0]?.to).toEqual(['ada@example.com']);
    expect(server.taken[0]?.raw.split('\r\n\r\n')[0]).not.toMatch(/bcc/i);
  });
});

describe('a refusal', () => {
  it.each([
    [451, 'later', 'unavailable'],
    [452, 'later', 'unavailable'],
    [550, 'never', 'invalid'],
    [554, 'never', 'invalid'],
  ] as const)('%i of the whole mail is tried again %s', async (digits, retry, code) => {
    const { tool } = await open({ whole: () => digits });
    const failure = await failing(call(tool, mail));
    expect(failure).toMatchObject({ name: 'Failure', retry, code });
    expect(failure.message).toContain(String(digits));
  });

  it.each([
    [450, 'later'],
    [550, 'never'],
  ] as const)('%i of every recipient is tried again %s', async (digits, retry) => {
    const { tool } = await open({ recipient: () => digits });
    expect(await failing(call(tool, mail))).toMatchObject({ name: 'Failure', retry });
  });

  it('of the password is for whoever runs the install', async () => {
    const { server } = await open({ user: 'ines', password: 'right' });
    const failure = await failing(call(toolAt(server.port, 'ines:wrong@'), mail));
    expect(failure).toMatchObject({ code: 'unavailable', retry: 'never' });
    expect(failure.message).toMatch(/VITO_SMTP/);
  });
});

describe('a server', () => {
  it('that is not there is tried again later', async () => {
    const peer = await startPeer(createServer());
    await peer.close();
    expect(await failing(call(toolAt(peer.port), mail))).toMatchObject({ code: 'unavailable', retry: 'later' });
  });

  it('that hangs up in the middle is tried again later', async () => {
    const peer = await startPeer(createServer((socket) => socket.end('220 hello\r\n')));
    closing.push(peer.close);
    expect(await failing(call(toolAt(peer.port), mail))).toMatchObject({ code: 'unavailable', retry: 'later' });
  });

  it('that says nothing is left at once when the step is over, and nothing stays connected', async () => {
    const peer = await startPeer(createServer());
    closing.push(peer.close);
    const over = new AbortController();
    const sent = failing(call(toolAt(peer.port), mail, { signal: over.signal }));
    while (peer.taken.length === 0) await new Promise(setImmediate);
    const gone = once(peer.taken[0] as NodeJS.EventEmitter, 'close');
    peer.taken[0]?.resume();
    const why = new Error('the time is over');
    over.abort(why);
    expect(await sent).toBe(why);
    await gone;
  });

  it('gets no password in the clear, unless it is on this very machine', () => {
    const { tools } = readConfig({ VITO_SMTP: 'smtp://a:b@mail.firm.example', VITO_MAIL_FROM: 'a@firm.example' });
    expect(tools.mail).toMatchObject({ host: 'mail.firm.example', port: 587, secure: false });
  });
});

describe('without a server', () => {
  it('nothing is sent, and it is said what to set', async () => {
    const failure = await failing(call(createSendMail({ mail: null }), mail));
    expect(failure).toMatchObject({ code: 'unavailable', retry: 'never' });
    expect(failure.message).toMatch(/VITO_SMTP.*VITO_MAIL_FROM/);
  });

  it.each([
    [{ VITO_SMTP: 'smtp://127.0.0.1:25' }, /VITO_MAIL_FROM/],
    [{ VITO_MAIL_FROM: 'a@firm.example' }, /VITO_SMTP/],
    [{ VITO_SMTP: 'http://127.0.0.1', VITO_MAIL_FROM: 'a@firm.example' }, /VITO_SMTP.*smtp:\/\//],
    [{ VITO_SMTP: 'smtp://a@127.0.0.1', VITO_MAIL_FROM: 'a@firm.example' }, /VITO_SMTP.*both/],
    [{ VITO_SMTP: 'smtp://127.0.0.1', VITO_MAIL_FROM: 'nobody' }, /VITO_MAIL_FROM/],
    [{ VITO_SMTP: 'smtp://127.0.0.1', VITO_MAIL_FROM: 'a\r\nBcc: e@x.example <a@firm.example>' }, /VITO_MAIL_FROM/],
    [{ VITO_HTTP_ALLOW: 'api.example.com,https://other.example' }, /VITO_HTTP_ALLOW.*other/],
    [{ VITO_MCP_SERVERS: 'relative/path' }, /VITO_MCP_SERVERS/],
  ])('half set, or set wrongly, it does not start: %j', (environment, words) => {
    expect(() => readConfig(environment)).toThrow(words);
  });
});

it('a person is always asked first, and sees to whom it goes', () => {
  const tool = toolAt(25);
  expect(tool).toMatchObject({ effect: 'write', undo: null });
  expect(tool.approval.when).toBe('always');
  expect(tool.summary(tool.input.parse(mail))).toBe('Mail to Ada Roe <ada@example.com>: The drawings');
});
