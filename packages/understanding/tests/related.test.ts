// Related words, by WordNet: what may stand for a word, nearer ones weighing more; unknown words stand for themselves.
import { expect, it } from 'vitest';
import { stemOf } from '../src/related/stems.js';
import { related } from '../src/related.js';

const weights = async (question: string, word: string) =>
  new Map((await related(question)).find((one) => one.word === word)?.stems);

it('knows another name, a narrower word and a defining one', async () => {
  const lift = await weights('Is there a working elevator?', 'elevator');
  expect(lift.get(stemOf('elevator'))).toBe(1);
  expect(lift.get(stemOf('lift'))).toBeGreaterThan(0.5);
  const boat = await weights('Why was the boat late?', 'boat');
  expect(boat.get(stemOf('ferry'))).toBeGreaterThan(0.3);
  const meat = await weights('Who eats no meat?', 'meat');
  expect(meat.get(stemOf('vegetarian'))).toBeGreaterThan(0.1);
}, 60_000);

it('leaves out words without a meaning of their own, and keeps names and numbers as they are', async () => {
  const all = await related('When did the Auerhagen order MC-0926 come?');
  expect(all.map(({ word }) => word)).toEqual(['auerhagen', 'order', 'mc', '0926', 'come']);
  expect(all.find(({ word }) => word === 'auerhagen')?.stems).toEqual([[stemOf('auerhagen'), 1]]);
}, 60_000);
