// The upload queue: a few at a time, each outcome in words, a retry that cannot double a file.
import { RequestFailed } from '@vito/contracts/client';
import { newId } from '@vito/contracts/ids';
import { describe, expect, it } from 'vitest';
import { createUploadQueue, type Picked, type UploadQueue } from '../src/data/upload-queue.js';

type Answer = { document: { id: string }; duplicate: boolean };

/** A server whose answers the test gives: each sent file waits until it is answered. */
function server(options: { maxBytes?: number } = {}) {
  const sent: Array<{
    name: string;
    key: string;
    progress(part: number): void;
    answer(duplicate?: boolean): void;
    fail(error: unknown): void;
  }> = [];
  const queue = createUploadQueue({
    ...options,
    send: (picked, key, progress) =>
      new Promise<Answer>((done, fail) => {
        const answer = (duplicate = false) => done({ document: { id: newId('document') }, duplicate });
        sent.push({ name: picked.path, key, progress, answer, fail });
      }),
  });
  return { sent, queue };
}
const file = (path: string, bytes = 10): Picked => ({ path, file: new File(['x'.repeat(bytes)], path) });
const states = (queue: UploadQueue) => queue.get().map((item) => item.state);
/** Lets promises that are settled run on. */
const settle = () => new Promise((done) => setImmediate(done));

describe('upload queue', () => {
  it('sends four at a time and goes on as each is done', async () => {
    const { sent, queue } = server();
    queue.add(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => file(name)));
    expect(sent.map((one) => one.name)).toEqual(['a', 'b', 'c', 'd']);
    sent[1]?.answer();
    await settle();
    expect(sent.map((one) => one.name)).toEqual(['a', 'b', 'c', 'd', 'e']);
    for (const one of sent) one.answer();
    await settle();
    sent[5]?.answer();
    await settle();
    expect(states(queue)).toEqual(Array(6).fill('sent'));
  });

  it('refuses what is too large or empty before sending it', () => {
    const { sent, queue } = server({ maxBytes: 100 });
    queue.add([file('large.pdf', 101), file('empty.txt', 0), file('fits.txt', 100)]);
    expect(states(queue)).toEqual(['refused', 'refused', 'sending']);
    expect(sent).toHaveLength(1);
    expect(queue.get()[0]?.problem).toMatch(/more than/);
  });

  it('says that a file is already here', async () => {
    const { sent, queue } = server();
    queue.add([file('again.eml')]);
    sent[0]?.answer(true);
    await settle();
    expect(queue.get()[0]).toMatchObject({ state: 'duplicate', problem: null });
  });

  it('shows how much has gone out', () => {
    const { sent, queue } = server();
    queue.add([file('a')]);
    sent[0]?.progress(0.4);
    expect(queue.get()[0]?.sent).toBe(0.4);
  });

  it('says why one failed, and sends it again under the same key', async () => {
    const { sent, queue } = server();
    queue.add([file('a')]);
    const problem = {
      type: 'about:blank',
      title: 'Too many',
      status: 429,
      detail: 'Wait a minute.',
      code: 'too-many',
      retry: 'later',
    } as const;
    sent[0]?.fail(new RequestFailed(problem));
    await settle();
    expect(queue.get()[0]).toMatchObject({ state: 'failed', problem: 'Wait a minute.' });
    queue.retry(queue.get()[0]?.id ?? '');
    expect(states(queue)).toEqual(['sending']);
    expect(sent[1]?.key).toBe(sent[0]?.key);
    sent[1]?.answer();
    await settle();
    expect(states(queue)).toEqual(['sent']);
  });

  it('goes on with the others when one fails', async () => {
    const { sent, queue } = server();
    queue.add(['a', 'b', 'c', 'd', 'e'].map((name) => file(name)));
    sent[0]?.fail(new TypeError('no network'));
    await settle();
    expect(sent).toHaveLength(5);
    expect(queue.get()[0]?.problem).toMatch(/could not be reached/);
  });

  it('clears what is over and keeps what is on its way', async () => {
    const { sent, queue } = server();
    queue.add([file('a'), file('b')]);
    sent[0]?.answer();
    await settle();
    queue.clear();
    expect(queue.get().map((item) => item.name)).toEqual(['b']);
  });
});
