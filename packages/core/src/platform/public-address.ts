// Which addresses are public: an IP address that anybody may be asked to call, in whatever notation it comes.
import ipaddr from 'ipaddr.js';

/** Services that tell a machine its own secrets, or that a provider keeps beside it: refused even where private ones are allowed. */
const metadata = new Set([
  '169.254.169.254',
  '169.254.170.2',
  'fd00:ec2::254',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
]);

/** Beyond what the library knows by name (IANA's registries of special-purpose addresses). */
const special: [string, number][] = [
  ['192.0.0.0', 24],
  ['192.88.99.0', 24],
  ['198.18.0.0', 15],
  ['fec0::', 10],
  ['100::', 64],
  ['2001::', 23],
  ['3fff::', 20],
  ['5f00::', 16],
  ['64:ff9b:1::', 48],
];

/** Normal form: without a zone, an IPv6 address that stands for an IPv4 one as that one. Null where it is no address. */
function normal(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const [bare = ''] = text.replace(/^\[|\]$/g, '').split('%');
  if (!ipaddr.isValid(bare)) return null;
  const address = ipaddr.process(bare);
  return address.kind() === 'ipv6' ? (embedded(address as ipaddr.IPv6) ?? address) : address;
}

/** The IPv4 address within one that is translated or tunnelled: ::a.b.c.d, 64:ff9b::a.b.c.d, 2002:aabb:ccdd:: (RFC 4291, 6052, 3056). */
function embedded(address: ipaddr.IPv6): ipaddr.IPv4 | null {
  const bytes = address.toByteArray();
  const zero = (from: number, to: number) => bytes.slice(from, to).every((byte) => byte === 0);
  if (zero(0, 12) && !zero(12, 15)) return new ipaddr.IPv4(bytes.slice(12));
  if (address.match(ipaddr.IPv6.parse('64:ff9b::'), 96)) return new ipaddr.IPv4(bytes.slice(12));
  if (address.match(ipaddr.IPv6.parse('2002::'), 16)) return new ipaddr.IPv4(bytes.slice(2, 6));
  return null;
}

export const isAddress = (text: string): boolean => normal(text) !== null;

export function isMetadata(text: string): boolean {
  const address = normal(text);
  return address !== null && metadata.has(address.toString());
}

/** Globally routable unicast. */
export function isPublic(text: string): boolean {
  const address = normal(text);
  if (address === null || address.range() !== 'unicast' || metadata.has(address.toString())) return false;
  return !special.some(([net, bits]) => {
    const range = ipaddr.parse(net);
    return range.kind() === address.kind() && address.match([range, bits] as never);
  });
}
