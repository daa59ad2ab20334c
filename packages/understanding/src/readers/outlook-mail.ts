// A message of Outlook's read as the mail that it is.
import { readMail } from './mail.js';
import { enclosuresOf } from './mail-enclosures.js';
import { asMail, attachedOf, bodyOf, type OutlookMessage } from './outlook-message.js';
import type { ReadResult } from './result.js';

export async function readOutlookMail(message: OutlookMessage): Promise<ReadResult> {
  const { reading } = await readMail(asMail(message));
  const { enclosures, warnings } = enclosuresOf({ attached: message.attachments.map(attachedOf) });
  const sealed =
    /SMIME(?!\.MultipartSigned)|rpmsg/i.test(message.messageClass ?? '') && bodyOf(message).words.trim() === '';
  if (sealed)
    warnings.push(
      'The body of this mail is encrypted or sealed. Save it from your mail program without that, and add it again.',
    );
  const meta = { ...reading.meta, warnings: [...reading.meta.warnings, ...warnings] };
  return { reading: { ...reading, meta }, enclosures };
}
