// Topics: words that name things, in one form, and the forms that bring them back.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formsOf, topicOf, topTopics } from '../../src/commitments/topics.js';

describe('a topic', () => {
  it.each([
    ['drawing', 'drawing'],
    ['drawings', 'drawing'],
    ['invoices', 'invoice'],
    ['policies', 'policy'],
    ['boxes', null], // too short to be one
    ['churches', 'church'],
    ['glass', 'glass'],
    ['send', null],
    ['friday', null],
    ['sends', null],
    ['vat', null],
    ['2026', null],
    ['angebot', 'angebot'],
  ])('of %s is %s', (word, topic) => {
    expect(topicOf(word)).toBe(topic);
  });

  it('is found again by its forms, whatever the word', () => {
    const word = fc.stringMatching(/^[a-z]{4,12}$/);
    fc.assert(
      fc.property(word, (given) => {
        const topic = topicOf(given);
        return topic === null || formsOf(topic).includes(given);
      }),
    );
    for (const form of formsOf('drawing')) expect(topicOf(form)).toBe('drawing');
  });

  it('is counted over its forms, most first', () => {
    const words = [
      { word: 'quote', n: 3 },
      { word: 'drawings', n: 2 },
      { word: 'drawing', n: 2 },
      { word: 'send', n: 9 },
    ];
    expect(topTopics(words, 5)).toEqual(['drawing', 'quote']);
  });
});
