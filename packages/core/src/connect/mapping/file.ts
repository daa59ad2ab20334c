// A document or a message that a mapping yields, as the file that it is taken in as.
import type { Mapped } from '@vito/contracts/webhook';
import { writtenMail } from './written-mail.js';

/** `named`: what tells a message apart where it has no id of its own. */
export async function fileOf(one: Exclude<Mapped, { fact: unknown }>, named: string, at: string) {
  if ('document' in one) {
    const { name, mediaType, text, base64 } = one.document;
    return { name, mediaType, bytes: text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text) };
  }
  const bytes = await writtenMail(one.message, named, at);
  return { name: `${one.message.subject?.trim() || 'message'}.eml`, mediaType: 'message/rfc822', bytes };
}
