// Whether a request came to an address of ours, from a page of ours or from no page: against names that are pointed at us.
import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import type { Config } from '@vito/runtime/config';
import { Failure } from '@vito/runtime/failure';

/**
 * Throws Failure('forbidden'). A stranger can let a name of his lead to this machine, but can neither do so with an address
 * of numbers, nor with localhost, nor with our own name. Behind a proxy `host` can be any inner name; `origin` cannot.
 */
export function refuseForeign({ origin, host }: IncomingHttpHeaders, config: Pick<Config, 'publicUrl' | 'host'>): void {
  const ours = config.publicUrl === null ? null : new URL(config.publicUrl);
  const known = (name: string) =>
    isIP(name.replace(/^\[|\]$/g, '')) !== 0 || ['localhost', config.host, ours?.hostname].includes(name);
  const to = urlOf(`http://${host ?? ''}`);
  if (ours === null && !(to && known(to.hostname))) {
    throw new Failure('forbidden', 'this server is not known by that name: set VITO_PUBLIC_URL to how others reach it');
  }
  if (origin === undefined) return;
  const from = urlOf(origin);
  const own = from && (from.origin === ours?.origin || (from.host === to?.host && known(from.hostname)));
  if (!own) throw new Failure('forbidden', 'a page of another site may not ask anything here');
}

const urlOf = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null);
