// A model's own doubt: told by an argument that is there for it, and gone before the tool sees the others.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { offerOf, takeUnsure, withUnsure } from '../../src/agents/unsure.js';

const tool = {
  name: 'mail:send',
  description: 'Sends a mail.',
  effect: 'write' as const,
  input: z.strictObject({ to: z.string(), when: z.date().optional() }),
};

it('a tool is offered with the argument, and with what it does', () => {
  const { name, description, schema } = offerOf(tool);
  expect(name).toBe('mail:send');
  expect(description).toContain('only proposes');
  expect(schema).toMatchObject({ type: 'object', required: ['to'], properties: { _unsure: { type: 'boolean' } } });
  expect(offerOf({ ...tool, effect: 'read' }).description).toContain('Only reads');
  expect(offerOf({ ...tool, description: 'x'.repeat(100_000) }).description.length).toBeLessThan(2200);
});

it('also one whose schema says nothing', () => {
  expect(withUnsure({})).toMatchObject({ type: 'object', properties: { _unsure: { type: 'boolean' } } });
});

it('the strict schema of the tool takes what is left', () => {
  const { args, unsure } = takeUnsure({ to: 'x', _unsure: true });
  expect(unsure).toBe(true);
  expect(tool.input.parse(args)).toEqual({ to: 'x' });
});

it('anything but a plain no is a yes, and nothing else is touched', () => {
  const no = fc.constantFrom(false, null, 'false');
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.oneof(fc.jsonValue(), no), (rest, said) => {
      const { _unsure: _, ...args } = rest;
      const taken = takeUnsure({ ...args, _unsure: said });
      expect(taken.args).toEqual(args);
      expect(taken.unsure).toBe(!(said === false || said === null || said === 'false'));
      expect(takeUnsure(args)).toEqual({ args, unsure: false });
    }),
  );
});
