// The token of a mail's link: it says what was written, to nobody but who wrote it, until it expires, and not one byte can change.
import { randomBytes } from 'node:crypto';
import { newId } from '@vito/contracts/ids';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGateLinks } from '../../../src/agents/approvals/gate-link.js';
import { hideGateLinks } from '../../../src/intake/hide-gate-links.js';

const links = createGateLinks(randomBytes(32));
const now = new Date('2026-11-27T09:00:00Z');
const link = {
  tenant: '6f0c9c52-2f2e-4c53-9a0b-9a4a3f1f2d11',
  run: newId('run'),
  step: 'ask#2.1',
  hash: 'a'.repeat(64),
  address: 'ada@quill.example',
  expiresAt: '2026-12-04T09:00:00.000Z',
};
const invalid = { code: 'unauthenticated', message: expect.stringContaining('not valid') };
const refusal = (read: () => unknown) => {
  try {
    return read();
  } catch (error) {
    return error;
  }
};

describe('a token', () => {
  const token = links.write(link);

  it('says what was written, in characters that a link can hold', () => {
    expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
    expect(links.read(token, now)).toEqual(link);
  });

  it('is known for what it is in any text, and hidden there sign for sign', () => {
    const text = `Look here: https://vito.reed.example/decide#${token}\n> and (http://localhost:4000/decide#${token}), ok`;
    expect(hideGateLinks(text)).toHaveLength(text.length);
    expect(hideGateLinks(text).replaceAll(/·+/g, '·')).toBe(
      'Look here: https://vito.reed.example/decide#·\n> and (http://localhost:4000/decide#·), ok',
    );
    const harmless = 'https://vito.reed.example/decide and /decide#chapter-2.1';
    expect(hideGateLinks(harmless)).toBe(harmless);
  });

  it('is refused whichever character of it is another one, also where that spells the same bytes', () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const [index, letter] of [...token].entries()) {
      const others = index >= token.length - 1 ? [...letters] : ['A', 'B', '.', '='];
      for (const other of others.filter((one) => one !== letter)) {
        const changed = token.slice(0, index) + other + token.slice(index + 1);
        expect(refusal(() => links.read(changed, now))).toMatchObject(invalid);
      }
    }
  });

  it('is refused where something is missing or added', () => {
    for (const changed of [
      token.slice(0, -1),
      `${token}=`,
      `${token}.`,
      `.${token}`,
      token.replace('.', ''),
      `${token} `,
    ])
      expect(refusal(() => links.read(changed, now))).toMatchObject(invalid);
  });

  it('of another install is refused in the same words', () => {
    const other = createGateLinks(randomBytes(32)).write(link);
    expect(refusal(() => links.read(other, now))).toMatchObject(invalid);
  });

  it('is refused in words of its own from the moment on in which it expires', () => {
    const at = Date.parse(link.expiresAt);
    expect(links.read(token, new Date(at - 1))).toEqual(link);
    const late = refusal(() => links.read(token, new Date(at)));
    expect(late).toMatchObject({ code: 'conflict', message: expect.stringContaining('expired') });
  });

  it('can be anything: what is none is refused, and nothing breaks', () => {
    const refused = (text: string): void => {
      expect(refusal(() => links.read(text, now))).toMatchObject(invalid);
    };
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), refused));
    fc.assert(fc.property(fc.base64String(), fc.base64String(), (one, other) => refused(`${one}.${other}`)));
  });
});
