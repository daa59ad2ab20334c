// Schemas compared, and records against them: what is another stream, what is only more of the same, what does not fit.
import { describe, expect, it } from 'vitest';
import { columnsOf, difference, misfits } from '../../../src/connect/sync/columns.js';

const of = (properties: object, required?: string[]) => ({
  type: 'object',
  properties,
  ...(required ? { required } : {}),
});
const id = [['id']];
const compare = (was: object, is: object, now = id) => difference(was as never, is as never, { chosen: id, now });

describe('a schema', () => {
  it('that differs only in what may be null, in formats and in order is the same', () => {
    const was = of({ id: { type: 'integer' }, name: { type: ['null', 'string'] }, any: {} });
    const is = of({
      any: { description: 'x' },
      name: { type: 'string', format: 'date' },
      id: { type: ['integer', 'null'] },
    });
    expect(compare(was, is)).toEqual({ added: [], drift: [] });
    const choice = of({
      id: { anyOf: [{ type: 'integer' }, { type: 'null' }] },
      name: { oneOf: [{ type: 'string' }] },
      any: {},
    });
    expect(compare(was, choice)).toEqual({ added: [], drift: [] });
  });

  it('tells what was added, removed, retyped or is required now, and other keys', () => {
    const was = of({ id: { type: 'integer' }, a: { type: 'string' }, b: { type: 'string' } });
    const is = of({ id: { type: 'integer' }, b: { type: ['string', 'number'] }, c: {}, d: { type: 'boolean' } }, ['d']);
    expect(compare(was, is, [['id'], ['b']])).toEqual({
      added: ['c'],
      drift: [
        { name: 'a', kind: 'removed', was: 'string', is: 'nothing' },
        { name: 'b', kind: 'retyped', was: 'string', is: 'number or string' },
        { name: 'd', kind: 'required', was: 'nothing', is: 'boolean' },
        { name: 'keys', kind: 'keys', was: 'id', is: 'b, id' },
      ],
    });
  });
});

describe('a record', () => {
  const columns = columnsOf(
    of({
      n: { type: 'integer' },
      f: { type: 'number' },
      s: { type: ['string'] },
      o: { type: 'object' },
      l: { type: 'array' },
      any: {},
    }),
  );

  it('fits with null, with nothing, with columns of its own, and with a number kept as text', () => {
    expect(misfits({}, columns)).toEqual([]);
    expect(misfits({ n: null, f: null, s: null, o: null, l: null, more: 1 }, columns)).toEqual([]);
    expect(misfits({ n: 3, f: 0.5, s: '', o: {}, l: [], any: [1] }, columns)).toEqual([]);
    expect(misfits({ n: '12345678901234567890', f: '3.14159265358979323846' }, columns)).toEqual([]);
  });

  it('does not fit with a value of another type', () => {
    expect(misfits({ n: 0.5, f: '1', s: 1, o: [], l: {} }, columns)).toEqual(['n', 'f', 's', 'o', 'l']);
  });
});
