// Public or not, for any address of any range, in any notation that somebody may write it in.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createOutgoing } from '../../src/platform/outgoing.js';
import { isCallable, isPublic } from '../../src/platform/public-address.js';

// Written down anew, as first and last address: a fault in the table of the code is not copied.
const refused = [
  ...[
    ['0.0.0.0', '0.255.255.255'],
    ['10.0.0.0', '10.255.255.255'],
    ['100.64.0.0', '100.127.255.255'],
  ],
  ...[
    ['127.0.0.0', '127.255.255.255'],
    ['169.254.0.0', '169.254.255.255'],
    ['172.16.0.0', '172.31.255.255'],
  ],
  ...[
    ['192.0.0.0', '192.0.0.255'],
    ['192.0.2.0', '192.0.2.255'],
    ['192.31.196.0', '192.31.196.255'],
  ],
  ...[
    ['192.52.193.0', '192.52.193.255'],
    ['192.88.99.0', '192.88.99.255'],
    ['192.168.0.0', '192.168.255.255'],
  ],
  ...[
    ['192.175.48.0', '192.175.48.255'],
    ['198.18.0.0', '198.19.255.255'],
    ['198.51.100.0', '198.51.100.255'],
  ],
  ...[
    ['203.0.113.0', '203.0.113.255'],
    ['224.0.0.0', '255.255.255.255'],
    ['168.63.129.16', '168.63.129.16'],
  ],
].map(([first = '', last = '']) => [number(first), number(last)] as const);

function number(dotted: string): number {
  return dotted.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
const bytes = (value: number) => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256);
const dotted = (value: number) => bytes(value).join('.');
const groups = (value: number) => `${Math.floor(value / 65536).toString(16)}:${(value % 65536).toString(16)}`;

const anyRefused = fc.oneof(...refused.map(([min, max]) => fc.integer({ min, max })));
const anyPublic = fc
  .integer({ min: 0, max: 2 ** 32 - 1 })
  .filter((value) => !refused.some(([first, last]) => value >= first && value <= last));

/** As a host of an address. */
const notations: Record<string, (value: number) => string> = {
  dotted,
  octal: (value) =>
    bytes(value)
      .map((byte) => `0${byte.toString(8)}`)
      .join('.'),
  hex: (value) =>
    bytes(value)
      .map((byte) => `0x${byte.toString(16)}`)
      .join('.'),
  integer: String,
  'hex integer': (value) => `0x${value.toString(16)}`,
  short: (value) => `${Math.floor(value / 2 ** 24)}.${value % 2 ** 24}`,
  'dot of the root': (value) => `${dotted(value)}.`,
  mapped: (value) => `[::ffff:${dotted(value)}]`,
  compatible: (value) => `[::${dotted(value)}]`,
  NAT64: (value) => `[64:ff9b::${groups(value)}]`,
  '6to4': (value) => `[2002:${groups(value)}::1]`,
  ISATAP: (value) => `[2606:4700::5efe:${groups(value)}]`,
};
const bare = (host: string) => host.replace(/[[\]]/g, '');
const out = createOutgoing();

it.each(Object.entries(notations))('what is not public is refused: %s', (_name, write) => {
  fc.assert(
    fc.property(anyRefused, (value) => {
      expect(isPublic(bare(write(value)))).toBe(false);
      expect(() => out.checkUrl(`https://${write(value)}/`)).toThrow('not public');
    }),
  );
});

it.each(Object.entries(notations))('what is public is taken, unless it pretends: %s', (name, write) => {
  const never = name === 'mapped' || name === 'compatible';
  fc.assert(
    fc.property(anyPublic, (value) => {
      const check = () => out.checkUrl(`https://${write(value)}/`);
      if (never) expect(check).toThrow('not public');
      else expect(check).not.toThrow();
      if (name === 'dotted' || name === 'NAT64' || name === '6to4') expect(isPublic(bare(write(value)))).toBe(true);
    }),
  );
});

it.each(refused)('a range ends where it ends: %d to %d', (first, last) => {
  expect([first, last].map((value) => isPublic(dotted(value)))).toEqual([false, false]);
  for (const next of [first - 1, last + 1].filter((value) => value >= 0 && value < 2 ** 32)) {
    const also = refused.some(([from, to]) => next >= from && next <= to);
    expect(isPublic(dotted(next))).toBe(!also);
  }
});

it('in IPv6 only global unicast is public', () => {
  const group = fc.integer({ min: 0, max: 65535 }).filter((value) => value !== 0x5efe); // ISATAP
  fc.assert(
    fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), ([first = 0, ...rest]) => {
      const address = [first & 0x1fff, ...rest].map((part) => part.toString(16)).join(':');
      expect(isPublic(address)).toBe(false); // 0000::/3
      expect(isPublic(address.replace(/^[^:]*/, (0x4000 + (first % 0xc000)).toString(16)))).toBe(false);
      expect(isPublic(address.replace(/^[^:]*/, (0x2400 + (first % 0x200)).toString(16)))).toBe(true);
    }),
  );
  const special = ['2001::1', '2001:1ff::1', '2001:2::1', '2001:10::1', '2001:20::1', '2001:db8::1', '3fff:fff::1'];
  expect(special.filter(isPublic)).toEqual([]);
  expect(
    ['2001:200::1', '2001:4860:4860::8888', '2001:db9::1', '3fff:1000::1'].filter((one) => !isPublic(one)),
  ).toEqual([]);
});

it.each([
  '',
  'localhost',
  '1.2.3',
  '8.8.8.8.',
  ' 8.8.8.8',
  '08.8.8.8',
  '0x8080808',
  '2606:4700::1%eth0',
  '[2606:4700::1]',
])('what is not written as an address usually is, is none: "%s"', (text) => {
  expect(isPublic(text)).toBe(false);
  expect(isCallable(text, true)).toBe(false);
});

it('with leave, one’s own network may be called, and a cloud’s metadata still not', () => {
  const own = ['127.0.0.1', '10.1.2.3', '172.20.0.1', '192.168.1.1', '100.64.0.1', '::1', 'fd12:3456::1'];
  const never = [
    '169.254.169.254',
    '169.254.170.2',
    'fd00:ec2::254',
    'fd00:ec2::23',
    'fd20:ce::254',
    '100.100.100.200',
  ];
  const neither = ['168.63.129.16', '192.0.0.192', '::ffff:127.0.0.1', '0.0.0.0', '::', 'fe80::1', '224.0.0.1'];
  expect(own.filter((address) => isCallable(address, false))).toEqual([]);
  expect(own.filter((address) => !isCallable(address, true))).toEqual([]);
  expect([...never, ...neither].filter((address) => isCallable(address, true))).toEqual([]);
});
