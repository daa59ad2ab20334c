// Arguments as fields: short ones first, whatever order they are kept in; what nobody touched stays as it was.
import { expect, it } from 'vitest';
import { argFields, editedArgs } from '../src/format/args.js';

const args = { to: 'ada@brook.example', body: 'Dear Ada,\nit is late.', cc: ['ben@stone.example'], subject: 'Late' };

it('shows what is short before what is long', () => {
  expect(argFields(args).map(({ name }) => name)).toEqual(['to', 'subject', 'body', 'cc']);
});

it('changes only what was typed', () => {
  expect(editedArgs(args, { subject: 'Soon' })).toEqual({ args: { ...args, subject: 'Soon' }, problems: {} });
  expect(editedArgs(args, { cc: '[' }).problems).toEqual({ cc: 'Cc is no JSON' });
});
