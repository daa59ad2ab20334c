// Sources in words: what each kind is, where its address and its secret go, and the address itself.
import type { PayloadState, SourceKind, SourceView } from '@vito/contracts/webhook';
import { count } from './words.js';

export interface KindWords {
  name: string;
  /** What it is, on its card. */
  about: string;
  /** Where the address and the secret go, at the sender. */
  where: string;
  /** What an own secret looks like. */
  secret: string;
}

export const kinds: Record<SourceKind, KindWords> = {
  standard: {
    name: 'Standard Webhooks',
    about: 'Any sender that keeps to standardwebhooks.com.',
    where:
      'At the sender, add an endpoint with this address. Give it this secret, or add the source with the sender’s.',
    secret: 'whsec_ or whpk_ and base64, as the sender shows it',
  },
  github: {
    name: 'GitHub',
    about: 'Issues, pull requests, releases of a repository.',
    where:
      'Repository settings > Webhooks > Add webhook: this address, content type application/json, and this secret.',
    secret: 'Any text, the same as at GitHub',
  },
  stripe: {
    name: 'Stripe',
    about: 'Invoices, payments, subscriptions.',
    where:
      'Stripe > Developers > Webhooks > Add endpoint: this address. Stripe then shows a secret of its own (whsec_…): put it in here, under Settings > New secret.',
    secret: 'The signing secret that Stripe shows: whsec_…',
  },
  slack: {
    name: 'Slack',
    about: 'Messages of channels, read as chats.',
    where:
      'Your Slack app > Event Subscriptions: this address as request URL. Before that, put in the app’s Signing Secret (Basic Information) here, under Settings > New secret.',
    secret: 'The app’s Signing Secret, under Basic Information',
  },
  cloudevents: {
    name: 'CloudEvents',
    about: 'Events by the CNCF’s specification, single or in batches.',
    where: 'At the sender: this address, and the header Authorization: Bearer with this secret.',
    secret: 'The token that the sender puts after Bearer',
  },
  hmac: {
    name: 'Other, signed by HMAC',
    about: 'Any sender that signs its body with a shared secret.',
    where: 'At the sender: this address, and this secret to sign with.',
    secret: 'The secret that the sender signs with',
  },
  postmark: {
    name: 'Postmark',
    about: 'Mail that comes in, with its attachments.',
    where: 'Server > Inbound stream > Settings: this address, with its user and password, as the inbound webhook.',
    secret: 'user:password, as they stand in the address',
  },
  mailgun: {
    name: 'Mailgun',
    about: 'Mail that comes in, and what becomes of mail sent.',
    where:
      'Receiving > Create route: forward to this address. Put in the account’s HTTP webhook signing key here, under Settings > New secret.',
    secret: 'The HTTP webhook signing key that Mailgun shows',
  },
  sendgrid: {
    name: 'SendGrid',
    about: 'Mail that comes in by its inbound parse.',
    where: 'Settings > Inbound Parse > Add host: this address, with its user and password, as the destination URL.',
    secret: 'user:password, or the verification key that SendGrid shows',
  },
};

export const allKinds = Object.keys(kinds) as SourceKind[];

/** These make a secret of their own: one that ViTo made is no use to them. */
export const ownSecret: ReadonlySet<SourceKind> = new Set<SourceKind>(['stripe', 'slack', 'mailgun']);

/** Where it posts to; for mail whose sender signs nothing, with the user and the password in it where they are known. */
export function addressOf({ kind, path }: Pick<SourceView, 'kind' | 'path'>, origin: string, secret?: string): string {
  const address = new URL(path, origin);
  if ((kind === 'postmark' || kind === 'sendgrid') && secret?.includes(':')) {
    const at = secret.indexOf(':');
    address.username = secret.slice(0, at);
    address.password = secret.slice(at + 1);
  }
  return address.href;
}

/** "12 came in · 3 not mapped". */
export function receivedWords(of: { received: number; unmapped: number }): string {
  if (of.received === 0) return 'Nothing came in yet';
  const came = `${of.received.toLocaleString('en')} came in`;
  return of.unmapped === 0 ? came : `${came} · ${of.unmapped.toLocaleString('en')} not mapped`;
}

export const payloadWords: Record<PayloadState, string> = {
  received: 'Waiting to be mapped',
  mapped: 'Mapped',
  unmapped: 'Not mapped',
};

/** What a payload became, in a few words: "a fact", "2 documents", "nothing". */
export function becameWords(yields: ReadonlyArray<{ kind: 'fact' | 'document' }>): string {
  const of = (kind: 'fact' | 'document') => yields.filter((one) => one.kind === kind).length;
  const parts = [
    of('fact') > 0 ? count(of('fact'), 'fact') : '',
    of('document') > 0 ? count(of('document'), 'document') : '',
  ];
  return parts.filter(Boolean).join(', ') || 'nothing';
}
