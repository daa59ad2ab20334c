// Which events an endpoint asks for: kinds and types checked one by one, kept as short as can be.
import { EventPattern } from '@vito/contracts/endpoint';
import { describe, expect, it } from 'vitest';
import {
  allOf,
  asksFor,
  isChecked,
  type TypeGroup,
  typeGroups,
  withKind,
  withType,
} from '../src/format/event-types.js';

const group = typeGroups.find(({ kind }) => kind === 'source') as TypeGroup;

describe('types', () => {
  it('are all that people see, each a pattern that may be asked for', () => {
    const all = typeGroups.flatMap(({ types }) => types);
    expect(all).toContain('commitment.proposed');
    expect(all).toContain('fact.recorded');
    expect(all).toContain('sync.failed');
    for (const hidden of [
      'endpoint.added',
      'sync.finished',
      'document.extracted',
      'source.secret-rotated',
      'payload.received',
      'sending.attempted',
    ])
      expect(all).not.toContain(hidden);
    for (const one of [...all, ...typeGroups.map(({ kind }) => allOf(kind))])
      expect(EventPattern.safeParse(one).success, one).toBe(true);
  });

  it('of a kind give way to the whole of it, and come back when one is taken away', () => {
    expect(withKind(['source.added', 'document.read'], 'source', true)).toEqual(['document.read', 'source.*']);
    expect(withKind(['source.*', 'document.read'], 'source', false)).toEqual(['document.read']);
    const without = withType(['source.*'], group, 'source.paused', false);
    expect(without).toEqual(group.types.filter((type) => type !== 'source.paused'));
    expect(withType(without, group, 'source.paused', true)).toEqual(['source.*']);
    expect(isChecked(without, 'source', 'source.paused')).toBe(false);
    expect(isChecked(['source.*'], 'source', 'source.paused')).toBe(true);
  });

  it('that this app does not know are kept', () => {
    expect(withType(['source.moved'], group, 'source.added', true)).toEqual(['source.moved', 'source.added']);
  });

  it('are told in words', () => {
    expect(asksFor([])).toBe('Everything');
    expect(asksFor(['commitment.*', 'document.read'])).toBe('All commitments, document.read');
    expect(asksFor(['document.read', 'fact.*', 'source.added', 'source.paused'])).toBe(
      'document.read, all facts from sources and 2 more',
    );
  });
});
