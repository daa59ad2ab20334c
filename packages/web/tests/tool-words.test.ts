// The headers and variables of a server of tools, as people type them in.
import { describe, expect, it } from 'vitest';
import { readGiven } from '../src/format/tool-words.js';

describe('what a server is given', () => {
  it.each([
    ['', {}],
    ['Authorization: Bearer a=b:c', { Authorization: 'Bearer a=b:c' }],
    ['API_KEY=x y \n\n  API_URL = https://a.example:8/b ', { API_KEY: 'x y', API_URL: 'https://a.example:8/b' }],
  ])('%j', (text, given) => expect(readGiven(text)).toEqual({ given }));

  it.each([
    ['A: 1\nhunter2', 2],
    ['A:', 1],
    [': hunter2', 1],
    ['A: 1\nA: hunter2', 2],
  ])('%j is refused by its line, and is not said back', (text, line) => {
    const made = readGiven(text);
    expect(made).toEqual({ problem: expect.stringContaining(`Line ${line} `) });
    expect(JSON.stringify(made)).not.toContain('hunter2');
  });
});
