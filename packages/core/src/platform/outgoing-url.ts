// Addresses that a tenant wants called, looked at when they are saved: what can be told from the text alone.
import { Failure } from '@vito/runtime/failure';
import { isAddress, isMetadata, isPublic } from './public-address.js';

/** Names that never lead outside. */
const inner = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|home\.arpa|in-addr\.arpa|ip6\.arpa)$/;

/** What a browser's fetch refuses as well (WHATWG Fetch, "bad ports"), but for those of HTTP. */
const badPorts = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109, 110,
  111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530, 531, 532,
  540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3306, 3659, 4045, 4190, 5060,
  5061, 5432, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 9200, 10080, 11211, 27017,
]);

/** Throws Failure('invalid') saying what is wrong with it. `allowPrivate`: services of one's own network may be called. */
export function checkedUrl(text: string, allowPrivate: boolean): URL {
  const url = parsed(text);
  const { host, family } = hostOf(url);
  const secure = url.protocol === 'https:';
  if (!secure && !(allowPrivate && url.protocol === 'http:'))
    throw refused('it must begin with https://, so that nobody on the way can read what is sent');
  if (url.username || url.password) throw refused('it must not hold a user or a password');
  if (url.port && badPorts.has(Number(url.port))) throw refused(`port ${url.port} belongs to another kind of service`);
  if (family && isMetadata(host)) throw refused('it is an address at which machines tell their own secrets');
  if (allowPrivate) return url;
  if (family && !isPublic(host)) throw refused('it is an address of a private network or of this machine');
  if (!family && (!host.includes('.') || inner.test(host)))
    throw refused('it is a name of a private network or of this machine');
  return url;
}

/** The host without brackets and the dot at its end, as WHATWG URL made it; `family` where it is an address. */
export function hostOf(url: URL): { host: string; family: boolean } {
  const host = url.hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.+$/, '')
    .toLowerCase();
  return { host, family: isAddress(host) };
}

function parsed(text: string): URL {
  try {
    return new URL(text);
  } catch {
    throw refused('it is no web address');
  }
}

const refused = (why: string) => new Failure('invalid', `url: nothing is sent to this address: ${why}`);
