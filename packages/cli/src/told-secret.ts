// A secret that is told once: on stdout with what belongs to it, so that it can be copied or piped.
import type { Call } from './command.js';
import { printFacts } from './facts.js';

export function printSecret(
  out: Call['out'],
  facts: readonly (readonly [string, string | null])[],
  secret: string,
): void {
  printFacts(out, [...facts, ['secret', secret]]);
  out.note('The secret is shown this once.');
}

/**
 * Where a source posts to. What stands before it is the server's own address; VITO_PUBLIC_URL, where it is set, says how
 * others reach it. Postmark and SendGrid sign nothing: their address holds the user and the password.
 */
export function hookAddress(
  source: { kind: string; path: string },
  { url, env, secret }: { url: string; env: Call['env']; secret?: string },
): string {
  const address = new URL(source.path, env.VITO_PUBLIC_URL || url);
  const at = secret?.indexOf(':') ?? -1;
  if (secret !== undefined && at > 0 && (source.kind === 'postmark' || source.kind === 'sendgrid')) {
    address.username = secret.slice(0, at);
    address.password = secret.slice(at + 1);
  }
  return address.href;
}
