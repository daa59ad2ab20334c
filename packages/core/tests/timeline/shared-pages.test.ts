// Pages shared between live readers: one look for those that want the same, never one that may have missed what is waited for.
import { expect, it } from 'vitest';
import { createSharedPages, everything } from '../../src/timeline/shared-pages.js';
import type { TimelinePage } from '../../src/timeline/view.js';

function looks() {
  const asked: { tenant: string; after: number; answer: (reached: number) => void; fail: () => void }[] = [];
  const pageOf = createSharedPages(
    (tenant, after) =>
      new Promise<TimelinePage>((resolve, reject) => {
        const answer = (reached: number) => resolve({ entries: [], seq: reached, more: false, reached });
        asked.push({ tenant, after, answer, fail: () => reject(new Error('away')) });
      }),
  );
  return { asked, pageOf };
}

it('readers at the same place share one look', async () => {
  const { asked, pageOf } = looks();
  const pages = [pageOf('a', 5, 7), pageOf('a', 5, 7), pageOf('a', 5, 6)];
  expect(asked).toHaveLength(1);
  asked[0]?.answer(7);
  expect((await Promise.all(pages)).map(({ reached }) => reached)).toEqual([7, 7, 7]);
});

it('another place, another company, or something announced since is a look of its own', () => {
  const { asked, pageOf } = looks();
  void pageOf('a', 5, 7);
  void pageOf('a', 6, 7);
  void pageOf('b', 5, 7);
  void pageOf('a', 5, 8); // 8 came while the first was looking: it may not have seen it
  void pageOf('a', 5, 8);
  expect(asked).toHaveLength(4);
});

it('a reader that does not know how far the log reaches looks for itself, and lends its look to nobody', () => {
  const { asked, pageOf } = looks();
  void pageOf('a', 5, everything);
  void pageOf('a', 5, 7);
  void pageOf('a', 5, everything);
  expect(asked).toHaveLength(3);
});

it('a look that is over, or failed, is not kept', async () => {
  const { asked, pageOf } = looks();
  const first = pageOf('a', 5, 7);
  asked[0]?.answer(7);
  await first;
  const second = pageOf('a', 5, 7);
  asked[1]?.fail();
  await expect(second).rejects.toThrow('away');
  void pageOf('a', 5, 7);
  expect(asked).toHaveLength(3);
});
