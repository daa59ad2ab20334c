// Search over real HTTP: found by words and by meaning, gone with its document, apart between companies, behind and caught up.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RequestFailed } from '@vito/contracts/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp, type Person, type TestApp } from '../setup/app.js';
import { mailOf } from '../setup/mails.js';

/** An endpoint that speaks as OpenAI's does: a text's vector says which of a few subjects it is about. */
function subjectsEndpoint(dimension: number): Server {
  const subjects = [/ferry|boat|sail/i, /clock|dial|timepiece/i, /invoice|money|paid/i, /roof|leak/i];
  return createServer((request, response) => {
    let body = '';
    request.on('data', (data) => (body += data));
    request.on('end', () => {
      const { input } = JSON.parse(body) as { input: string[] };
      const data = input.map((text, index) => {
        const embedding = Array.from({ length: dimension }, (_, i) => 0.01 + (subjects[i]?.test(text) ? 1 : 0));
        return { index, embedding };
      });
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ data }));
    });
  });
}

let endpoint: Server;
let app: TestApp;
let stranger: Person;
let ferry: string;

beforeAll(async () => {
  endpoint = subjectsEndpoint(8);
  await new Promise<void>((resolve) => endpoint.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/v1`;
  app = await openTestApp({ embeddings: { url, model: 'subjects', key: null } });
  stranger = await app.stranger();
  ferry = await app.put(
    'ferry.eml',
    mailOf({
      id: 'ferry@a.example',
      subject: 'Crates',
      text: 'Ferry is off today, force ten. I will send the crates by Friday.\n',
    }),
  );
  await app.put(
    'dials.eml',
    mailOf({
      id: 'dials@a.example',
      from: 'Cy Dell <cy@dell.example>',
      date: 'Mon, 6 Apr 2026 09:00:00 +0200',
      text: 'The four dials are white. Nobody has counted the hands.\n',
    }),
  );
  await app.put('notes.txt', 'Der Lieferant schickt die Zifferblätter nicht vor dem Winter und das ist bekannt.\n');
  await stranger.put(
    'theirs.eml',
    mailOf({ id: 'theirs@b.example', text: 'Our ferry sails at noon with secretword.\n' }),
  );
  await caughtUp(app.me, 3);
  await caughtUp(stranger, 1);
}, 180_000);
afterAll(async () => {
  await app.close();
  endpoint.close();
});

const caughtUp = (person: Person, documents: number) =>
  person.until('everything is indexed', async () => {
    const state = await person.client.call('getSearchIndex');
    return state.documents === documents && state.indexed === documents;
  });
const found = async (q: string, more: object = {}, person: Person = app.me) =>
  (await person.client.call('search', { query: { q, ...more } })).passages;
const names = async (...asked: Parameters<typeof found>) => (await found(...asked)).map(({ name }) => name);

describe('a passage', () => {
  it('is found by its words, with place, speaker and marks', async () => {
    const [first] = await found('crates friday');
    expect(first).toMatchObject({ documentId: ferry, name: 'ferry.eml', kind: 'mail', title: 'Crates' });
    expect(first?.speakers[0]?.name).toBe('Ada Quill');
    const document = await app.client.call('getDocument', { params: { id: ferry } });
    expect(document.text.slice(first?.start, first?.end)).toBe(first?.text);
    expect(first?.marks.map(({ start, end }) => first.text.slice(start, end))).toEqual(['crates', 'Friday']);
  });

  it('is found by its meaning where it shares no word with the question', async () => {
    const [first] = await found('is any boat out?');
    expect([first?.name, first?.by]).toEqual(['ferry.eml', expect.arrayContaining(['meaning'])]);
  });

  it('is found in the language it is written in', async () => {
    expect((await names('Zifferblätter Winter'))[0]).toBe('notes.txt');
  });

  it('is found only where it fulfils quotes and minus', async () => {
    expect(await names('"four dials"')).toEqual(['dials.eml']);
    expect(await names('"dials four"')).toEqual([]);
    expect(await names('dials -white')).toEqual([]);
  });

  it('is found by who says it or is told, by day and by kind', async () => {
    expect(await names('dials ferry crates', { person: 'cy dell' })).toEqual(['dials.eml']);
    expect(await names('dials ferry crates', { person: 'BO@REED.example', to: '2026-03-02' })).toEqual(['ferry.eml']);
    expect(await names('dials ferry crates', { from: '2026-04-01', to: '2026-04-30' })).toEqual(['dials.eml']);
    expect(await names('Winter dials', { kind: 'text' })).toEqual(['notes.txt']);
    expect(await names('dials', { person: '%' })).toEqual([]);
  });
});

it('answers a question with passages and the commitments in them', async () => {
  const answer = await app.client.call('ask', { query: { q: 'When are the crates sent?' } });
  expect(answer.answer).toBeNull();
  expect(answer.passages[0]?.documentId).toBe(ferry);
  expect(answer.commitments[0]).toMatchObject({ documentId: ferry, action: expect.stringContaining('crates') });
});

it('refuses an empty question and a day that is none, and says what to do', async () => {
  const refusal = async (query: object) => {
    const error = await app.client.call('search', { query: query as { q: string } }).catch((thrown: unknown) => thrown);
    return error instanceof RequestFailed ? [error.problem.status, JSON.stringify(error.problem)] : error;
  };
  expect(await refusal({ q: ' ?! ' })).toEqual([400, expect.stringContaining('at least one word')]);
  expect(await refusal({ q: 'dials', from: 'yesterday' })).toEqual([400, expect.stringContaining('a day such as')]);
});

it('shows another company nothing, by word or by meaning', async () => {
  expect(await names('secretword', { limit: 50 })).not.toContain('theirs.eml');
  expect((await found('"secretword"')).length).toBe(0);
  expect(await names('secretword', {}, stranger)).toEqual(['theirs.eml']);
  expect(await names('which boat sails?', { limit: 50 })).not.toContain('theirs.eml');
});

describe('a deleted document', () => {
  it('is in no answer from that moment on, and nothing of it is left in the index', async () => {
    const id = await app.put('roof.txt', 'The roof of the boathouse leaks badly above the winch.\n');
    await caughtUp(app.me, 4);
    expect((await names('roof leaks'))[0]).toBe('roof.txt');
    await app.client.call('deleteDocument', { params: { id } });
    expect(await names('roof leaks')).not.toContain('roof.txt');
    const owner = new pg.Client({ connectionString: app.ownerUrl });
    await owner.connect();
    for (const table of [
      'document_index',
      'passage',
      'passage_word',
      'passage_code',
      'passage_vector',
      'passage_sentences',
    ]) {
      const { rows } = await owner.query(`select from vito.${table} where document_id = $1`, [id]);
      expect([table, rows.length]).toEqual([table, 0]);
    }
    await owner.end();
    await app.settled();
  });
});

describe('while the index is behind', () => {
  it('finds by words, says so, and catches up by itself', async () => {
    const owner = new pg.Client({ connectionString: app.ownerUrl });
    await owner.connect();
    await owner.query("update vito.document_index set embedder = 'older/8 sign codes' where tenant_id = $1", [
      app.tenant,
    ]);
    const behind = await app.client.call('search', { query: { q: 'crates' } });
    expect(behind.note).toMatch(/^0 of 3 documents are indexed by meaning/);
    expect(behind.passages[0]?.name).toBe('ferry.eml');
    await app.put('more.txt', 'Nothing of note happened in the yard on that day.\n'); // rings for the rest as well
    await caughtUp(app.me, 4);
    await owner.query('delete from vito.document_index where tenant_id = $1', [app.tenant]);
    expect((await app.client.call('search', { query: { q: 'crates' } })).note).toMatch(
      /^0 of 4 documents are indexed;/,
    );
    await app.put('last.txt', 'The yard was swept and the gate was painted green.\n');
    await caughtUp(app.me, 5);
    expect((await names('is any boat out?'))[0]).toBe('ferry.eml');
    await owner.end();
  });
});
