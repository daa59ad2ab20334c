// Putting documents in over real HTTP: every way to send one, names, sizes, broken connections.
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Problem } from '@vito/contracts/failure-code';
import { routes } from '@vito/contracts/routes';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type TestApp } from '../setup/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const documents = '/v1/documents';
let made = 0;
/** A text that was never sent before. */
const fresh = () => `Note number ${++made} of this run.`;

async function raw(name: string, bytes: string | Uint8Array, headers: Record<string, string> = {}) {
  const sent = { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(name), ...headers };
  const answer = await app.request(documents, {
    method: 'POST',
    body: Buffer.from(bytes as Uint8Array),
    headers: sent,
  });
  return { status: answer.status, body: await answer.json() };
}

async function multipart(form: FormData) {
  const answer = await app.request(documents, { method: 'POST', body: form });
  return { status: answer.status, body: await answer.json() };
}

const formOf = (name: string, bytes: string) => {
  const form = new FormData();
  form.set('file', new File([bytes], name));
  return form;
};

const countDocuments = async () => (await app.client.call('getMe')).documents;
const storedFiles = async () => {
  const folder = join(app.folder, 'blobs');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []); // made on first use
  return entries.filter((entry) => entry.isFile());
};

describe('ways to send a document', () => {
  it('takes raw bytes with a name in the header', async () => {
    const { status, body } = await raw('note.txt', fresh());
    expect(status).toBe(202);
    const answer = routes.postDocument.answer.parse(body);
    expect(answer).toMatchObject({ duplicate: false, document: { name: 'note.txt', parentId: null } });
  });

  it('takes a form, with other fields beside the file', async () => {
    const form = new FormData();
    form.set('comment', 'ignored');
    form.set('file', new File([fresh()], 'formed.txt', { type: 'text/plain' }));
    const { status, body } = await multipart(form);
    expect(status).toBe(202);
    expect(body.document).toMatchObject({ name: 'formed.txt', mediaType: 'text/plain' });
  });

  it('says what is missing in a form without a file, and in raw bytes without a name', async () => {
    const form = new FormData();
    form.set('comment', 'no file here');
    expect(await multipart(form)).toMatchObject({ status: 400, body: { code: 'invalid', detail: /field `file`/ } });
    const answer = await app.request(documents, { method: 'POST', body: 'bytes' });
    expect(answer.status).toBe(400);
    expect(Problem.parse(await answer.json()).detail).toContain('X-File-Name');
  });

  it('keeps a chat day as it is when a client calls it JSON', async () => {
    const day = JSON.stringify([
      { type: 'message', ts: '1789541891.000100', user: 'U1', text: 'the crane comes at ten' },
    ]);
    const { body } = await raw('2026-09-16.json', day, { 'content-type': 'application/json' });
    const view = await app.read(body.document.id);
    expect(view).toMatchObject({ state: 'read', kind: 'chat', text: 'the crane comes at ten' });
    const content = await app.request(`${documents}/${view.id}/content`);
    expect(await content.text()).toBe(day);
  });
});

describe('names', () => {
  const names = [
    ['Bericht für Zoë 报告 🕰.txt', 'Bericht für Zoë 报告 🕰.txt'],
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['C:\\Users\\me\\letter.txt', 'letter.txt'],
    ['two\r\nlines\u0000and\u001bmore.txt', 'twolinesandmore.txt'],
    ['..', '..'],
    [`${'long '.repeat(100)}.txt`, `${'long '.repeat(100)}.txt`.slice(0, 255)],
    ['   ', 'unnamed'],
  ];

  it.each(names)('%j is kept as %j', async (given, kept) => {
    const { status, body } = await raw(given, fresh());
    expect(status).toBe(202);
    expect(body.document.name).toBe(kept);
  });

  it('keeps a name in a form alike', async () => {
    const { body } = await multipart(formOf('Ärger & Öl 报告.txt', fresh()));
    expect(body.document.name).toBe('Ärger & Öl 报告.txt');
  });

  it('gives the bytes back under that name, and no header can be made of it', async () => {
    const bytes = fresh();
    const { body } = await raw('o\'clock (2)"\r\nset-cookie: a=b; ü.txt', bytes);
    const content = await app.request(`${documents}/${body.document.id}/content`);
    expect(await content.text()).toBe(bytes);
    expect(content.headers.get('set-cookie')).toBeNull();
    expect(content.headers.get('x-content-type-options')).toBe('nosniff');
    const disposition = content.headers.get('content-disposition') ?? '';
    const encoded = /^attachment; filename\*=UTF-8''([A-Za-z0-9!#$&+.^_`|~%-]+)$/.exec(disposition)?.[1];
    expect(decodeURIComponent(encoded ?? '')).toBe(body.document.name);
  });

  it('refuses a name that is not percent-encoded UTF-8', async () => {
    const answer = await app.request(documents, { method: 'POST', body: 'x', headers: { 'x-file-name': '%E4%zz' } });
    expect(answer.status).toBe(400);
    expect(Problem.parse(await answer.json()).code).toBe('invalid');
  });
});

describe('sizes', () => {
  it('takes an empty file and says later that it is empty', async () => {
    const { status, body } = await raw('nothing.txt', '');
    expect(status).toBe(202);
    const view = await app.read(body.document.id);
    expect(view).toMatchObject({ state: 'unreadable', size: 0, problem: { reason: 'empty' } });
    expect(view.problem?.message).toMatch(/empty/i);
  });

  const ways = [
    ['raw', 'x-file-name: large.txt\r\ncontent-type: application/octet-stream', ''],
    [
      'a form',
      'content-type: multipart/form-data; boundary=cut',
      '--cut\r\ncontent-disposition: form-data; name="file"; filename="large.txt"\r\n\r\n',
    ],
  ] as const;

  it.each(ways)(
    'refuses more than 50 MB in chunks (%s), holding little of it, also to a client that sends all first',
    async (_, headers, head) => {
      const before = { documents: await countDocuments(), files: (await storedFiles()).length };
      const piece = Buffer.alloc(64 * 1024, 'long');
      const held = process.memoryUsage().arrayBuffers;
      let most = 0;
      const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
      const answered = once(socket, 'data') as Promise<[Buffer]>;
      const chunk = (bytes: string | Buffer) => {
        socket.write(`${bytes.length.toString(16)}\r\n`);
        socket.write(bytes);
        return socket.write('\r\n');
      };
      socket.write(
        `POST ${documents} HTTP/1.1\r\nhost: h\r\nauthorization: Bearer ${app.token}\r\ntransfer-encoding: chunked\r\n${headers}\r\n\r\n`,
      );
      if (head) chunk(head);
      for (let bytes = 0; bytes < 70 * 2 ** 20; bytes += piece.length) {
        if (!chunk(piece)) await once(socket, 'drain');
        most = Math.max(most, process.memoryUsage().arrayBuffers - held);
      }
      socket.write('0\r\n\r\n');
      const answer = (await answered)[0].toString();
      socket.destroy();
      expect(answer).toMatch(/^HTTP\/1\.1 413 /);
      const problem = Problem.parse(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n'))));
      expect(problem).toMatchObject({ code: 'too-large', retry: 'never' });
      expect(problem.detail).toContain('50 MB');
      expect(most).toBeLessThan(40 * 2 ** 20);
      expect({ documents: await countDocuments(), files: (await storedFiles()).length }).toEqual(before);
    },
  );

  it('refuses a declared size at once, without waiting for the bytes', async () => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    const head = `POST ${documents} HTTP/1.1\r\nhost: h\r\nauthorization: Bearer ${app.token}\r\nx-file-name: a.txt\r\ncontent-length: 60000000\r\n\r\n`;
    socket.write(head);
    const [data] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(data.toString()).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('takes 50 MB and gives them back', async () => {
    const large = Buffer.alloc(50 * 2 ** 20, 'To be or not to be. ');
    const { status, body } = await raw('exactly.bin', large);
    expect(status).toBe(202);
    const back = await app.request(`${documents}/${body.document.id}/content`);
    expect(Buffer.compare(Buffer.from(await back.arrayBuffer()), large)).toBe(0);
    await app.client.call('deleteDocument', { params: { id: body.document.id } });
    await app.settled();
  });
});

describe('a connection that breaks', () => {
  it.each([
    ['raw', 'content-length: 5000\r\nx-file-name: half.txt\r\n', 'half of it'],
    ['raw in chunks', 'transfer-encoding: chunked\r\nx-file-name: half.txt\r\n', '5\r\nhalf \r\n'],
    [
      'a form',
      'content-length: 5000\r\ncontent-type: multipart/form-data; boundary=cut\r\n',
      '--cut\r\ncontent-disposition: form-data; name="file"; filename="half.txt"\r\n\r\nhalf of it',
    ],
  ])('leaves nothing (%s)', async (_way, headers, body) => {
    const before = { documents: await countDocuments(), files: (await storedFiles()).length };
    const writing = app.until('the server is writing', async () => (await storedFiles()).length > before.files);
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1');
    socket.write(
      `POST ${documents} HTTP/1.1\r\nhost: h\r\nauthorization: Bearer ${app.token}\r\n${headers}\r\n${body}`,
    );
    await writing;
    socket.destroy();
    await app.until('what was written is gone', async () => (await storedFiles()).length === before.files);
    expect(await countDocuments()).toBe(before.documents);
  });
});
