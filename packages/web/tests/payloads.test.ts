// Payloads and what they become: bodies set out, facts on the timeline, what a mapping yields.
import { Mapped } from '@vito/contracts/webhook';
import { describe, expect, it } from 'vitest';
import { bodyText } from '../src/format/body.js';
import { deedOf } from '../src/format/entries.js';
import { factLine } from '../src/format/fact.js';
import { yieldWords } from '../src/format/mapping.js';

describe('a body', () => {
  it('is set out over lines where it is JSON, and left as it came where it is not', () => {
    expect(bodyText('{"a":[1]}').text).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(bodyText('{"a":').text).toBe('{"a":');
    expect(bodyText('a=1&b=2').text).toBe('a=1&b=2');
  });
  it('keeps numbers that JavaScript cannot hold', () => {
    expect(bodyText('{"id":12345678901234567890}').text).toContain('12345678901234567890');
  });
  it('says what it leaves out, and what is no text', () => {
    expect(bodyText('x'.repeat(150_000)).note).toBe('The first 100,000 of 150,000 characters.');
    expect(bodyText('/wD/', 'base64').note).toContain('base64');
    expect(bodyText('').note).toContain('empty');
  });
});

describe('a fact', () => {
  const fact = {
    id: 'fct_0',
    sourceId: 'src_0',
    record: null,
    gone: false,
    type: 'invoice.paid',
    entity: 'in_7',
    title: 'invoice.paid · in_7',
    at: '2026-11-26T10:00:00Z',
    data: {},
  };
  const told = '2026-11-26T10:01:00Z';

  it('says nothing twice', () => {
    expect(factLine(fact, told, 'UTC')).toEqual({ title: 'invoice.paid · in_7', detail: '' });
    expect(factLine({ ...fact, title: 'An invoice' }, told, 'UTC').detail).toBe('invoice.paid · in_7');
    expect(factLine({ ...fact, type: 'issues.opened', title: 'issues opened · in_7' }, told, 'UTC').detail).toBe('');
  });
  it('says when it happened where that was well before it was told', () => {
    expect(factLine({ ...fact, at: '2026-11-26T08:00:00Z' }, told, 'Europe/Berlin').detail).toBe(
      'it happened at 09:00',
    );
    expect(factLine({ ...fact, at: '2026-11-24T08:00:00Z' }, told, 'UTC').detail).toBe('it happened on 24 Nov, 08:00');
    expect(factLine({ ...fact, at: '2026-12-04T08:00:00Z' }, told, 'UTC').detail).toBe('it is on 4 Dec, 08:00');
  });
  it('says that it is gone', () => {
    expect(factLine({ ...fact, gone: true }, told, 'UTC').detail).toBe('no longer there');
  });
});

describe('what a mapping yields', () => {
  it('is named by what it is', () => {
    const of = (one: unknown) => yieldWords(Mapped.parse(one));
    expect(of({ fact: { type: 'a.b', entity: 'x' } })).toEqual({ kind: 'Fact', name: 'a.b · x', detail: '' });
    expect(of({ fact: { type: 'a.b', entity: 'x', title: 'T' } })).toMatchObject({ name: 'T', detail: 'a.b · x' });
    expect(of({ document: { name: 'm.txt', text: '' } })).toMatchObject({ kind: 'Document', name: 'm.txt' });
    expect(of({ message: { from: 'ada@quill.example', text: '' } })).toMatchObject({
      kind: 'Message',
      name: 'without a subject',
      detail: 'from ada@quill.example',
    });
  });
});

describe('the timeline', () => {
  it.each(['source.added', 'source.paused', 'source.resumed', 'source.removed'])('has plain words for %s', (type) => {
    expect(deedOf({ type })).toMatch(/source/);
  });
  it.each(['endpoint.added', 'endpoint.disabled', 'endpoint.enabled', 'endpoint.removed'])(
    'has plain words for %s',
    (type) => {
      expect(deedOf({ type })).toMatch(/endpoint/);
    },
  );
});
