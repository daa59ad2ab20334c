// What can be said of a tenant's address before anything is called: when it is saved, and again before each call.
import { isIP } from 'node:net';
import { Failure } from '@vito/runtime/failure';
import { notPublic } from './no-answer.js';
import { isCallable } from './public-address.js';

export interface UrlRules {
  allowHttp: boolean;
  allowPrivate: boolean;
}

const longest = 2000; // characters
const innerNames = /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home\.arpa)$/;
const metadataNames = /(^|\.)(metadata\.google\.internal|metadata\.goog)$/;

// The bad ports of the Fetch standard: servers there would take a request for words of their own protocol.
const badPorts = new Set(
  `0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135
   137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719
   1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080`.split(/\s+/),
);

/** The address, parsed once and for all; what is called is read from the result only. Throws Failure('invalid'). */
export function readUrl(text: string, { allowHttp, allowPrivate }: UrlRules): URL {
  if (text.length > longest) throw invalid(`The address is longer than ${longest} characters: use a shorter one.`);
  if (!URL.canParse(text)) throw invalid('Write the address in full, such as https://example.com/hooks.');
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(allowHttp && url.protocol === 'http:')) {
    throw invalid(`The address has to begin with https://${allowHttp ? ' or http://' : ''}.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid('The address holds a user name or a password: leave them out, and send a header instead.');
  }
  if (url.hash !== '') throw invalid('The address has a part after #, which is never sent: leave it out.');
  if (badPorts.has(url.port)) {
    throw invalid(`Port ${url.port} belongs to another protocol than HTTP: use another port, best 443.`);
  }
  checkHost(hostOf(url), allowPrivate);
  return url;
}

/** What a host's name or IP address alone tells. Throws Failure('invalid'). */
export function checkHost(host: string, allowPrivate: boolean): void {
  if (isIP(host) ? !isCallable(host, allowPrivate) : !isCallableName(host, allowPrivate)) throw invalid(notPublic);
}

/** The name or IP address that is called: without brackets and the dot of the root. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.+$/, '');
}

/** A name without a dot would be looked up within the server's own domain. */
function isCallableName(host: string, allowPrivate: boolean): boolean {
  if (host === '' || metadataNames.test(host)) return false;
  return allowPrivate || (host.includes('.') && !innerNames.test(host));
}

const invalid = (message: string) => new Failure('invalid', message);
