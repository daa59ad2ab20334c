// By which rules a request of each kind of source is verified.
import type { SourceKind } from '@vito/contracts/webhook';
import { verifyCloudEvents } from './cloudevents.js';
import { verifyHmac } from './generic.js';
import { type Incoming, type Signing, unsigned, type Verified, type Verifier } from './incoming.js';
import { verifyMailgun, verifyPostmark, verifySendgrid } from './mail.js';
import { verifyGithub, verifySlack, verifyStripe } from './providers.js';
import { verifyStandard } from './standard.js';

const verifiers: Record<SourceKind, Verifier> = {
  standard: verifyStandard,
  github: verifyGithub,
  stripe: verifyStripe,
  slack: verifySlack,
  cloudevents: verifyCloudEvents,
  hmac: verifyHmac,
  postmark: verifyPostmark,
  mailgun: verifyMailgun,
  sendgrid: verifySendgrid,
};

const longestId = 500;

/** Throws Failure('unauthenticated' | 'invalid'). */
export async function verified(kind: SourceKind, incoming: Incoming, signing: Signing): Promise<Verified> {
  if (signing.secrets.length === 0) throw unsigned('this source has no secret that verifies');
  const result = await verifiers[kind](incoming, signing);
  if (result.payloads.some(({ externalId }) => externalId.length > longestId))
    throw unsigned('the id of this request is too long');
  return result;
}
