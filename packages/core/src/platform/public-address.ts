// Which IP addresses may be called: those that anybody on the internet reaches, with leave those of one's own network.
import { isIP } from 'node:net';
import ipaddr, { type IPv4, type IPv6 } from 'ipaddr.js';

const blocks = (list: string[]) => list.map((block) => ipaddr.parseCIDR(block));

// IANA's special-purpose registry, also what of it is reachable (AS112, AMT): nothing that a company calls is there.
const special4 = blocks([
  ...['0.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16'],
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'], // networks of one's own, and of carriers
  ...['192.0.0.0/24', '192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '198.18.0.0/15'],
  ...['192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.175.48.0/24'],
  ...['224.0.0.0/4', '240.0.0.0/4'],
  '168.63.129.16/32', // looks public, and is the host's own door in every virtual machine of Azure
]);

// Whatever else is not global unicast is refused: ::1, mapped, compatible, ULA, link-local, multicast, 64:ff9b:1::/48.
const global6 = blocks(['2000::/3']);
const special6 = blocks([
  '2001::/23', // protocols' own: Teredo, ORCHID, benchmarking
  ...['2001:db8::/32', '3fff::/20', '3ffe::/16', '2620:4f:8000::/48'],
]);
const nat64 = blocks(['64:ff9b::/96']);
const sixToFour = blocks(['2002::/16']);

/** True only for an address of a host on the public internet. What is not written in the usual form is none. */
export function isPublic(address: string): boolean {
  const parsed = parse(address);
  if (!parsed) return false;
  return parsed.kind() === 'ipv4' ? !within(parsed, special4) : isPublic6(parsed as IPv6);
}

/** Inside IPv6, an IPv4 address may be what is called in the end: then that one has to be public too. */
function isPublic6(address: IPv6): boolean {
  const bytes = address.toByteArray();
  const embedded = (from: number) => isPublic(bytes.slice(from, from + 4).join('.'));
  if (within(address, nat64)) return embedded(12);
  if (!within(address, global6) || within(address, special6)) return false;
  if (within(address, sixToFour) && !embedded(2)) return false;
  const [, , , , fifth = 0, sixth = 0] = address.parts;
  const isIsatap = (fifth & 0xfdff) === 0 && sixth === 0x5efe; // within any prefix: 0000:5efe or 0200:5efe
  return !isIsatap || embedded(12);
}

// Link-local is not among them: no service of one's own stands there, but what hands out a machine's credentials.
const own = blocks([
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '::1/128',
  'fc00::/7',
]);
const metadata = blocks([
  '100.100.100.200/32', // Alibaba
  'fd00:ec2::/32', // Amazon
  ...['fd20:ce::254/128', 'fd00:c1::a9fe:a9fe/128', 'fd00:42::42/128'], // Google, Oracle, Scaleway
]);

/** True for a public address, and with `allowPrivate` for one's own network; never for a cloud's metadata. */
export function isCallable(address: string, allowPrivate: boolean): boolean {
  if (isPublic(address)) return true;
  const parsed = allowPrivate ? parse(address) : null;
  return parsed !== null && within(parsed, own) && !within(parsed, metadata);
}

/** True where both are the same address, however written. */
export function isSameAddress(one: string, other: string): boolean {
  const [a, b] = [parse(one), parse(other)];
  return a !== null && b !== null && a.toNormalizedString() === b.toNormalizedString();
}

/** Strict: no octal, no hex, no short forms, no zones. The library alone would read them. */
function parse(address: string): IPv4 | IPv6 | null {
  if (isIP(address) === 0 || address.includes('%') || !ipaddr.isValid(address)) return null;
  return ipaddr.parse(address);
}

function within(address: IPv4 | IPv6, ranges: ReturnType<typeof blocks>): boolean {
  return ranges.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits));
}
