// Which model is asked, by the environment: none unless one is named, and what is half said is refused in words.
import { readConfig } from '@vito/runtime/config';
import { expect, it } from 'vitest';
import { costOf } from '../../src/platform/model-prices.js';

const local = { VITO_MODEL_NAME: 'qwen3:8b', VITO_MODEL_URL: 'http://localhost:11434/v1/' };

it('without a name there is none', () => {
  expect(readConfig({}).model).toBeNull();
  expect(readConfig({ VITO_MODEL_NAME: '', VITO_MODEL_CALLS: '3' }).model).toBeNull();
});

it('an endpoint of one’s own needs no key; Anthropic needs no address', () => {
  expect(readConfig(local).model).toEqual({
    kind: 'openai',
    url: 'http://localhost:11434/v1',
    name: 'qwen3:8b',
    key: null,
    calls: 8,
    seconds: 60,
    price: null,
  });
  const anthropic = { VITO_MODEL_KIND: 'anthropic', VITO_MODEL_NAME: 'claude-haiku-4-5', VITO_MODEL_KEY: 'k' };
  expect(readConfig({ ...anthropic, VITO_MODEL_PRICE: '1/5' }).model).toMatchObject({
    url: 'https://api.anthropic.com/v1',
    key: 'k',
    price: { in: 1, out: 5 },
  });
});

it.each([
  ['VITO_MODEL_NAME', { VITO_MODEL_URL: local.VITO_MODEL_URL }],
  ['VITO_MODEL_URL', { VITO_MODEL_NAME: 'gpt-5' }],
  ['VITO_MODEL_URL', { ...local, VITO_MODEL_URL: 'file:///etc/models' }],
  ['VITO_MODEL_URL', { ...local, VITO_MODEL_URL: 'https://me:secret@models.example/v1' }],
  ['VITO_MODEL_PRICE', { ...local, VITO_MODEL_PRICE: 'cheap' }],
  ['VITO_MODEL_CALLS', { ...local, VITO_MODEL_CALLS: '0' }],
])('%s is named when it is wrong', (name, environment) => {
  expect(() => readConfig(environment)).toThrow(name);
  expect(() => readConfig(environment)).not.toThrow('secret');
});

it('a price is found by the name without its date; an unknown one is none', () => {
  const tokens = { in: 1_000_000, out: 1_000_000 };
  expect(costOf('claude-haiku-4-5-20251001', tokens, null)).toEqual({ micros: 6_000_000, priced: '2026-03' });
  expect(costOf('gpt-4o-mini-2024-07-18', tokens, null)).toEqual({ micros: 750_000, priced: '2026-03' });
  expect(costOf('gpt-4o-mini-of-somebody', tokens, null)).toBeNull();
  expect(costOf('gpt-4o-mini', { in: 5, out: null }, null)).toBeNull();
});
