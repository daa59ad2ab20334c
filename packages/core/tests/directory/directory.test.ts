// Who is who: mentions of the same person come together, different ones stay apart, and what is unclear is never guessed.
import { createHash } from 'node:crypto';
import { partyKeys } from '@vito/contracts/party-key';
import type { Party } from '@vito/contracts/reading';
import type { Profile } from '@vito/contracts/tenant';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Correction } from '../../src/directory/corrections.js';
import { directoryOf } from '../../src/directory/directory.js';
import type { Mention, ThreadPeople } from '../../src/directory/taught.js';
import { party } from '../setup/stories.js';

const hash = (key: string) => createHash('sha256').update(key).digest('hex').slice(0, 26);
const idOf = (key: string) => `per_${hash(key)}`;

interface Given {
  mentions?: Party[];
  named?: Party[];
  profile?: Partial<Profile>;
  corrections?: Correction[];
  threads?: ThreadPeople[];
}
function made({ mentions = [], named = [], profile, corrections = [], threads = [] }: Given) {
  const often = (one: Party): Mention => ({ ...one, times: 1 });
  const me = profile ? { name: 'Ines Caldbeck', addresses: [], organisation: null, zone: 'UTC', ...profile } : null;
  const parties = named.map((one) => ({ ...often(one), who: partyKeys(one)[0] ?? '' }));
  return directoryOf({ mentions: mentions.map(often), named: parties, profile: me, corrections, hash }, threads);
}
const seen = (directory: ReturnType<typeof made>, one: Party) => {
  const { who, reason } = directory.resolutionOf('', partyKeys(one)[0] ?? '');
  return [who?.name ?? null, reason];
};

const ines = party('Ines Caldbeck', 'ines@caldbeck.example');
const tom = party('Tom Weber', 'tom@acme.example');

describe('people', () => {
  it.each<[Party, string]>([
    [party(null, 'INES@caldbeck.example'), 'address'],
    [party('Ines Caldbeck'), 'full-name'],
    [party('Caldbeck, Ines'), 'full-name'],
    [party('Ms Ines Caldbeck'), 'full-name'],
    [party('inés caldbeck'), 'full-name'],
    [party('Ines'), 'first-name'],
    [party('I. Caldbeck'), 'initial-and-surname'],
    [party('Ms Caldbeck'), 'surname'],
  ])('%j is Ines, %s', (one, reason) => {
    expect(seen(made({ mentions: [ines, tom], named: [one] }), one)).toEqual(['Ines Caldbeck', reason]);
  });

  it('are one person in every way that they are named', () => {
    const ways = [ines, party('Ines Caldbeck'), party('Ines'), party(null, 'ines@caldbeck.example')];
    const directory = made({ mentions: [ines], named: ways });
    const ids = ways.map((one) => directory.whoOf('', partyKeys(one)[0] ?? null)?.id);
    expect(new Set(ids).size).toBe(1);
    expect(directory.all.filter(({ kind }) => kind === 'person')).toHaveLength(1);
  });

  it('of one name at one domain are one; at two domains they stay two, and the name alone is nobody', () => {
    const twice = made({ mentions: [tom, party('Tom Weber', 't.weber@acme.example')], named: [party('Tom Weber')] });
    expect(twice.all.filter(({ kind }) => kind === 'person')).toHaveLength(1);
    const two = made({ mentions: [tom, party('Tom Weber', 'tom@other.example')], named: [party('Tom Weber')] });
    expect(two.all.filter(({ kind }) => kind === 'person')).toHaveLength(2);
    const unclear = two.whoOf('', 'name tom weber');
    expect(unclear).toMatchObject({ kind: 'unclear', name: 'Tom Weber' });
    expect(unclear?.candidates).toHaveLength(2);
    const [one] = two.all.filter(({ kind }) => kind === 'person');
    expect(one && two.alike(one)).toHaveLength(1);
  });

  it('at hosts of free mail are not one by their name', () => {
    const free = [party('Tom Weber', 'tom@gmail.com'), party('Tom Weber', 'tweber@gmail.com')];
    const directory = made({ mentions: free });
    expect(directory.all.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['person', 'person']));
    expect(directory.all.some(({ kind }) => kind === 'organisation')).toBe(false);
  });

  it('whose first name fits two are told apart by the thread, or not at all', () => {
    const other = party('Tom Arden', 'tom@arden.example');
    const threads = [
      { documentId: 'doc_a', who: 'name tom', people: ['address tom@acme.example', 'address ines@caldbeck.example'] },
      { documentId: 'doc_b', who: 'name tom', people: ['address tom@acme.example', 'address tom@arden.example'] },
    ];
    const directory = made({ mentions: [ines, tom, other], named: [party('Tom')], threads });
    expect(directory.doubtful).toEqual(['name tom']);
    expect(directory.whoOf('doc_a', 'name tom')?.name).toBe('Tom Weber');
    expect(directory.resolutionOf('doc_a', 'name tom').reason).toBe('first-name-in-thread');
    const unclear = directory.whoOf('doc_b', 'name tom');
    expect(unclear).toMatchObject({ kind: 'unclear', name: 'Tom' });
    expect(unclear?.candidates).toHaveLength(2);
    const weber = directory.find('tom@acme.example');
    expect(weber && directory.matchOf([weber])).toEqual({ keys: [], also: ['doc_a name tom'], not: [] });
    expect(unclear && directory.matchOf([unclear])).toEqual({ keys: ['name tom'], also: [], not: ['doc_a name tom'] });
  });

  it('by their initials only among the people of the thread', () => {
    const threads = [{ documentId: 'doc_a', who: 'name tw', people: ['address tom@acme.example'] }];
    const directory = made({ mentions: [ines, tom], named: [party('TW')], threads });
    expect(directory.whoOf('doc_a', 'name tw')?.name).toBe('Tom Weber');
    expect(directory.whoOf('doc_b', 'name tw')?.kind).toBe('unclear');
  });

  it('are mine by my addresses and my name', () => {
    const profile = { addresses: ['ines@caldbeck.example', 'ic@gmail.com'], organisation: 'Caldbeck Clocks Ltd' };
    const directory = made({ mentions: [ines], profile, named: [party('Ines'), party('Caldbeck')] });
    const me = directory.find('ic@gmail.com');
    expect(me).toMatchObject({ name: 'Ines Caldbeck', mine: true });
    expect(me?.organisation).toBe(directory.find('Caldbeck Clocks')?.id);
    expect(directory.mine.sort()).toEqual(['name caldbeck', 'name ines']);
  });
});

describe('organisations', () => {
  const clocks = party(null, null, 'Caldbeck Clocks');
  it.each<[Party, string]>([
    [clocks, 'organisation-name'],
    [party(null, null, 'Caldbeck Clocks Ltd'), 'organisation-name'],
    [party('Caldbeck'), 'short-name'],
    [party(null, null, 'Caldbeck'), 'short-name'],
  ])('%j is Caldbeck Clocks, %s', (one, reason) => {
    expect(seen(made({ mentions: [ines], named: [clocks, one] }), one)).toEqual(['Caldbeck Clocks', reason]);
  });

  it('are told by the domain of their people, and have their shared boxes', () => {
    const box = party(null, 'info@caldbeck.example');
    const directory = made({
      mentions: [ines, box],
      named: [clocks, party('Borough of Saltmere'), party(null, 'a@saltmere.example')],
    });
    const found = directory.find('Caldbeck Clocks');
    expect(found?.keys).toContain('domain caldbeck.example');
    expect(directory.find('ines@caldbeck.example')?.organisation).toBe(found?.id);
    expect(directory.find('info@caldbeck.example')).toBe(found);
  });

  it('are found by the letters of their domain, whatever joins the words', () => {
    const directory = made({
      mentions: [party('Ben Stoor', 'b@tallystoor.example')],
      named: [party(null, null, 'Tally & Stoor')],
    });
    expect(directory.find('b@tallystoor.example')?.organisation).toBe(directory.find('Tally & Stoor')?.id);
  });

  it('of which two begin alike have no short name', () => {
    const two = [party(null, null, 'Saltmere Museum'), party(null, null, 'Saltmere Harbour')];
    expect(seen(made({ named: [...two, party('Saltmere')] }), party('Saltmere'))).toEqual([null, 'unclear']);
  });
});

describe('a correction', () => {
  const other = party('T. W.', 'tw@home.example');
  const merge: Correction = {
    verb: 'merge',
    id: idOf('address tw@home.example'),
    into: idOf('address tom@acme.example'),
  };
  const split: Correction = {
    verb: 'split',
    id: idOf('address tom@acme.example'),
    part: idOf('address tw@home.example'),
  };

  it('merges two under the name of the second, and splits them again', () => {
    const merged = made({ mentions: [tom, other], corrections: [merge] });
    expect(merged.find('tw@home.example')).toMatchObject({ name: 'Tom Weber', address: 'tom@acme.example' });
    expect(merged.byId(idOf('address tw@home.example'))).toBe(merged.find('tom@acme.example'));
    const apart = made({ mentions: [tom, other], corrections: [merge, split] });
    expect(apart.find('tw@home.example')?.name).toBe('T. W.');
    const again = made({ mentions: [tom, other], corrections: [merge, split, merge] });
    expect(again.find('tw@home.example')?.name).toBe('Tom Weber');
  });

  it('splits what a rule had joined', () => {
    const second = party('Tom Weber', 'tom2@acme.example');
    const part = idOf('address tom2@acme.example');
    const directory = made({ mentions: [tom, second], corrections: [{ verb: 'split', id: part, part }] });
    expect(directory.find('tom2@acme.example')).not.toBe(directory.find('tom@acme.example'));
  });

  it('renames, adds a nickname, sets an organisation and us', () => {
    const id = idOf('address tom@acme.example');
    const corrections: Correction[] = [
      { verb: 'rename', id, name: 'Thomas Weber' },
      { verb: 'alias', id, alias: 'Boss' },
      { verb: 'alias', id, alias: 'thomas@home.example' },
      { verb: 'organisation', id, organisation: `org_${hash('organisation harrow')}`, name: 'Harrow' },
      { verb: 'us', id: `org_${hash('organisation harrow')}` },
    ];
    const directory = made({ mentions: [tom, ines], named: [party('Boss')], corrections });
    expect(directory.whoOf('', 'name boss')).toMatchObject({ name: 'Thomas Weber' });
    expect(directory.resolutionOf('', 'name boss').reason).toBe('told');
    expect(directory.find('thomas@home.example')).toBe(directory.whoOf('', 'name boss'));
    const harrow = directory.byId(directory.whoOf('', 'name boss')?.organisation ?? '');
    expect(harrow).toMatchObject({ kind: 'organisation', name: 'Harrow', mine: true });
  });

  it('of somebody of whom nothing is left does nothing', () => {
    const directory = made({
      mentions: [tom],
      corrections: [merge, split, { verb: 'rename', id: idOf('x'), name: 'X' }],
    });
    expect(directory.all.map(({ name }) => name).sort()).toEqual(['Acme', 'Tom Weber']);
  });
});

it('does not depend on the order in which things were taught', () => {
  const people = [
    ines,
    tom,
    party('Tom Weber', 'tom@other.example'),
    party('Ines'),
    party('Tom'),
    party(null, null, 'Acme Ltd'),
  ];
  const usual = made({ mentions: people, named: people });
  fc.assert(
    fc.property(fc.shuffledSubarray(people, { minLength: people.length }), (shuffled) => {
      const other = made({ mentions: shuffled, named: shuffled });
      const told = (directory: typeof usual) =>
        directory.all.map(({ id, kind, name, keys }) => ({ id, kind, name, keys }));
      expect(told(other)).toEqual(told(usual));
    }),
    { numRuns: 30 },
  );
});
