// Short texts and own addresses: the pure parts of the MCP server.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partyName, short } from '../../../src/api/mcp/compact.js';
import { refuseForeign } from '../../../src/api/mcp/own-address.js';

describe('a short text', () => {
  it('is the text itself or its beginning with a sign that something is missing, and never half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 12 }), (text, longest) => {
        const cut = short(text, longest);
        expect(cut.length).toBeLessThanOrEqual(longest);
        expect(cut.isWellFormed()).toBe(true);
        if (text.length <= longest) expect(cut).toBe(text);
        else expect(text.startsWith(cut.replace(/…$/, ''))).toBe(true);
      }),
    );
  });

  it('names a party by what it is best known', () => {
    const nobody = { name: null, address: null, organisation: null };
    expect(partyName(null)).toBeNull();
    expect(partyName(nobody)).toBeNull();
    expect(partyName({ ...nobody, organisation: 'The Mill' })).toBe('The Mill');
    expect(partyName({ name: 'Ada', address: 'ada@quill.example', organisation: 'The Mill' })).toBe('Ada');
  });
});

describe('an own address', () => {
  const local = { publicUrl: null, host: '127.0.0.1' };
  const proxied = { publicUrl: 'https://vito.example', host: '0.0.0.0' };
  const takes = (headers: { host?: string; origin?: string }, config: typeof local | typeof proxied) => {
    try {
      refuseForeign(headers, config);
      return true;
    } catch {
      return false;
    }
  };

  it.each([
    [{ host: '127.0.0.1:7400' }, local],
    [{ host: 'localhost:7400' }, local],
    [{ host: '[::1]:7400' }, local],
    [{ host: '192.168.1.7' }, local],
    [{ host: 'mill.lan:7400' }, { ...local, host: 'mill.lan' }],
    [{ host: 'localhost:7400', origin: 'http://localhost:7400' }, local],
    [{ host: 'inner:7400' }, proxied],
    [{ host: 'inner:7400', origin: 'https://vito.example' }, proxied],
    [{ host: 'vito.example', origin: 'https://vito.example' }, proxied],
  ])('%j is ours', (headers, config) => expect(takes(headers, config)).toBe(true));

  it.each([
    [{}, local],
    [{ host: 'evil.example:7400' }, local],
    // A name of somebody else's that leads to this machine: its page and its requests agree with each other.
    [{ host: 'evil.example:7400', origin: 'http://evil.example:7400' }, local],
    [{ host: 'evil.example', origin: 'http://evil.example' }, proxied],
    [{ host: 'localhost:7400', origin: 'http://localhost:3000' }, local],
    [{ host: 'localhost:7400', origin: 'null' }, local],
    [{ host: 'localhost:7400', origin: '' }, local],
    [{ host: 'vito.example', origin: 'http://vito.example.evil.example' }, proxied],
    [{ host: 'localhost@evil.example' }, local],
  ])('%j is not', (headers, config) => expect(takes(headers, config)).toBe(false));
});
