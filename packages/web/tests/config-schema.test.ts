// Forms from JSON Schema: which fields, which are masked, what is sent, and the way from JSON back to the form.
import { describe, expect, it } from 'vitest';
import { configOf, draftOf } from '../src/format/config-draft.js';
import { fieldsOf, hasForm, keyOf } from '../src/format/config-schema.js';
import { isSecretName } from '../src/format/secret-name.js';

const schema = {
  type: 'object',
  required: ['host', 'auth', 'rows'],
  properties: {
    rows: { type: 'integer', title: 'Rows', order: 2 },
    host: { type: 'string', order: 0, description: 'As in <b>shop</b>.example', examples: ['harrow'] },
    auth: {
      type: 'object',
      order: 1,
      oneOf: [
        {
          title: 'Key',
          required: ['type', 'key'],
          properties: { type: { const: 'key' }, key: { type: 'string', airbyte_secret: true } },
        },
        {
          title: 'Account',
          required: ['type', 'user'],
          properties: { type: { const: 'account' }, user: { type: 'string' }, password: { type: 'string' } },
        },
      ],
    },
    drafts: { type: 'boolean', default: true },
    tags: { type: 'array', items: { type: 'string' } },
    more: { type: 'array', items: { type: 'object' } },
    tunnel: { type: 'object', required: ['port'], properties: { port: { type: ['null', 'number'], default: 22 } } },
    level: { enum: ['low', 'high'] },
  },
};
const at = (...path: string[]) => keyOf(path);
const filled = { [at('host')]: ' h ', [at('auth', 'key')]: ' k ', [at('rows')]: '3' };

describe('fields', () => {
  it('stand in their order, as their types ask, with the fields of the shape that is chosen', () => {
    const told = (draft = {}) => fieldsOf(schema, draft).map(({ path, kind }) => `${path.join('.')} ${kind}`);
    expect(told()).toEqual([
      'host text',
      'auth choice',
      'auth.key secret',
      'rows number',
      'drafts boolean',
      'tags lines',
      'more json',
      'tunnel.port number',
      'level choice',
    ]);
    expect(told({ [at('auth')]: '1' })).toContain('auth.password secret');
    expect(fieldsOf(schema, {})[0]).toMatchObject({
      label: 'Host',
      hint: 'As in shop.example',
      example: 'harrow',
      required: true,
    });
  });

  it('are none where the schema names none', () => {
    expect([null, {}, { type: 'object' }, { properties: {} }].map(hasForm)).toEqual([false, false, false, false]);
  });

  it.each([
    ['password', true],
    ['dbPassword', true],
    ['client_secret', true],
    ['api-key', true],
    ['accessToken', true],
    ['passenger', false],
    ['token_url', false],
    ['secret_name', false],
    ['user', false],
  ])('called %s: masked %s', (name, masked) => expect(isSecretName(name)).toBe(masked));
});

describe('what is sent', () => {
  it('holds what was typed, what the schema fixes, and nothing that was left empty', () => {
    expect(configOf(schema, filled)).toEqual({
      config: { host: 'h', auth: { type: 'key', key: ' k ' }, rows: 3, drafts: true, tunnel: { port: 22 } },
      problems: {},
    });
  });

  it('says what is missing or wrong, by field', () => {
    const { problems } = configOf(schema, { [at('rows')]: '2.5', [at('more')]: '[{' });
    expect(problems).toEqual({
      [at('host')]: 'Fill in Host',
      [at('auth', 'key')]: 'Fill in Key',
      [at('rows')]: 'Rows is no whole number',
      [at('more')]: 'More is no JSON',
    });
  });

  it('comes back the same through JSON and the form', () => {
    const config = {
      host: 'h',
      auth: { type: 'account', user: 'u', password: 'p' },
      rows: 3,
      drafts: false,
      tags: ['a', 'b'],
      more: [{ deep: [1] }],
      tunnel: { port: 2222 },
      level: 'high',
    };
    expect(configOf(schema, draftOf(schema, config))).toEqual({ config, problems: {} });
  });
});
