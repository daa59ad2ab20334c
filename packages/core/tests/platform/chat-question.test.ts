// A question before it goes out: names that providers take, messages in their order, and what it can cost at the most.
import type { ModelConfig } from '@vito/runtime/model-config';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createChat } from '../../src/platform/chat.js';
import { mostTokens, namesOf, type Question, wireMessages } from '../../src/platform/chat-question.js';
import { costOf, microsOf, priceOf } from '../../src/platform/model-prices.js';

const offered = (name: string) => ({ name, description: '', schema: { type: 'object' } });
const config: ModelConfig = {
  kind: 'openai',
  url: 'http://127.0.0.1:1/v1',
  name: 'gpt-4o-mini',
  key: null,
  calls: 1,
  seconds: 1,
  price: null,
};
const asked = (text: string, tokens = 100): Question => ({
  system: '',
  messages: [{ role: 'user', text }],
  tools: [],
  tokens,
});

describe('names', () => {
  const toolName = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.:/-]{0,119}$/);

  it('each gets one that every provider takes, and is found again by it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(toolName, { maxLength: 30 }), (all) => {
        const names = namesOf({ tools: all.map(offered), messages: [] });
        const wires = all.map((name) => names.wire(name));
        expect(new Set(wires).size).toBe(all.length);
        for (const wire of wires) expect(wire).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
        expect(wires.map((wire) => names.own(wire))).toEqual(all);
      }),
    );
  });

  it('a plain one keeps its own, and what would look like it makes way', () => {
    const long = 'x'.repeat(70);
    const names = namesOf({ tools: ['a.b', 'a_b', 'a:b', long, `${long}y`].map(offered), messages: [] });
    expect(names.wire('a_b')).toBe('a_b');
    expect([names.wire('a.b'), names.wire('a:b')].sort()).toEqual(['a_b-2', 'a_b-3']);
    expect(names.own(names.wire(`${long}y`))).toBe(`${long}y`);
  });

  it('a tool of before, which is not offered any more, cannot be called', () => {
    const calls = [{ id: '1', tool: 'mail:send', args: {} }];
    const names = namesOf({ tools: [offered('mail.send')], messages: [{ role: 'assistant', text: '', calls }] });
    expect(names.wire('mail:send')).not.toBe(names.wire('mail.send'));
    expect(names.own(names.wire('mail:send'))).toBeUndefined();
  });
});

it('results follow the calls that they belong to, also where two turns use the same ids', () => {
  const turn = (text: string): Question['messages'] => [
    { role: 'assistant', text, calls: ['a', 'b'].map((id) => ({ id, tool: 't', args: {} })) },
    { role: 'result', call: 'b', text: `${text} b` },
    { role: 'result', call: 'a', text: `${text} a` },
  ];
  const messages = [...turn('one'), ...turn('two')];
  const wired = wireMessages(messages, namesOf({ tools: [], messages }));
  const results = wired.flatMap((one) => (one.role === 'tool' ? one.content : []));
  expect(results).toMatchObject([
    { toolCallId: 'call_2', output: { value: 'one b' } },
    { toolCallId: 'call_1', output: { value: 'one a' } },
    { toolCallId: 'call_4', output: { value: 'two b' } },
    { toolCallId: 'call_3', output: { value: 'two a' } },
  ]);
  expect(wired.map(({ role }) => role)).toEqual(['assistant', 'tool', 'assistant', 'tool']);
});

describe('the worst case', () => {
  it('is never less than a token a byte, whatever the tokenizer does first', () => {
    const any = fc.string({ unit: 'binary', maxLength: 80 });
    fc.assert(
      fc.property(any, any, (one, two) => {
        const most = mostTokens({ ...asked(one), system: two });
        for (const form of ['NFC', 'NFD', 'NFKC'] as const)
          expect(most).toBeGreaterThanOrEqual(Buffer.byteLength((one + two).normalize(form)));
      }),
    );
    expect(mostTokens(asked('\ufdfa'.repeat(1000)))).toBeGreaterThan(33_000);
  });

  it('grows with each message, call and tool, and holds the whole answer', () => {
    const chat = createChat(config);
    const base = chat.worst(asked('Hello'));
    const call = { id: '1', tool: 't', args: {} };
    expect(chat.worst({ ...asked('Hello'), tools: [offered('t')] })).toBeGreaterThan(base);
    const messages: Question['messages'] = [{ role: 'assistant', text: 'Hello', calls: [call] }];
    expect(chat.worst({ ...asked(''), messages })).toBeGreaterThan(base);
    expect(chat.worst(asked('Hello', 1_000_100)) - base).toBe(600_000);
  });

  it('is dearer than anything that the endpoint can tell afterwards', () => {
    const names = ['claude-haiku-4-5', 'claude-3-haiku', 'gpt-5.4', 'gpt-4o-mini', 'house-model'];
    const parts = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(400_000), fc.nat(5000), parts, (name, size, out, [a, b]) => {
        const own = name === 'house-model' ? { in: 3, out: 9 } : null;
        const worst = createChat({ ...config, name, price: own }).worst(asked('x'.repeat(size), 5000));
        const cached = Math.floor(size * a);
        const written = Math.floor((size - cached) * b);
        const price = priceOf(name, own);
        expect(price && microsOf(price, { in: size, out, cached, written })).toBeLessThanOrEqual(worst);
      }),
    );
  });

  it('of a model without a price is refused for good, with the way out', () => {
    for (const name of ['house-model', 'constructor', '__proto__']) {
      const worst = () => createChat({ ...config, name }).worst(asked('Hello'));
      expect(worst).toThrow(expect.objectContaining({ code: 'unavailable', retry: 'never' }));
      expect(worst).toThrow('VITO_MODEL_PRICE');
    }
    expect(createChat({ ...config, name: 'house-model', price: { in: 0, out: 0 } }).worst(asked('Hello'))).toBe(0);
  });
});

it('long questions cost twice where the list says so', () => {
  expect(costOf('gpt-5.4', { in: 272_000, out: 1000 }, null)?.micros).toBe(272_000 * 2.5 + 1000 * 15);
  expect(costOf('gpt-5.4', { in: 272_001, out: 1000 }, null)?.micros).toBe(272_001 * 5 + 1500 * 15);
});
