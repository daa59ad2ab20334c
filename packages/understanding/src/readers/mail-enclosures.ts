// What is attached to a mail, as files of their own with a name and an ending that fit what they are.
import type { Enclosure } from '@vito/contracts/reading';
import type { Attached, MailStructure } from './mail-structure.js';

/** Parts that no person attached: signatures made by machines, and HTML for mail programs that run it. */
const noDocument =
  /^(application\/(x-)?pkcs7-signature|application\/pgp-(signature|keys|encrypted)|text\/x-amp-html)$/i;
const endingOf: Record<string, string> = {
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'application/ics': 'ics',
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/tiff': 'tif',
  'text/html': 'html',
  'text/plain': 'txt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
};
/** A picture inside the text that is smaller than this (bytes) is a logo or an icon, never a page. */
const smallestPicture = 10_000;
/** How many mails may be attached inside an attached one; without a limit, unpacking grows with the square of the depth. */
const mostNested = 50;

export function enclosuresOf(mail: Pick<MailStructure, 'attached'>): { enclosures: Enclosure[]; warnings: string[] } {
  const kept = mail.attached.filter((part) => !noDocument.test(part.mediaType) && !isDecoration(part));
  const nested = kept.filter((part) => nestedMails(part) > mostNested);
  const enclosures = kept
    .filter((part) => !nested.includes(part))
    .map((part, index) => ({ name: nameOf(part, index + 1), mediaType: part.mediaType, bytes: part.bytes }));
  const warnings = nested.map(
    () =>
      `An attached mail holds more than ${mostNested} mails in one another and was left out. Save it apart and add it.`,
  );
  return { enclosures, warnings };
}

const isDecoration = (part: Attached) =>
  part.related && part.mediaType.startsWith('image/') && part.bytes.length < smallestPicture;

function nestedMails(part: Attached): number {
  if (part.mediaType !== 'message/rfc822') return 0;
  const text = Buffer.from(part.bytes.buffer, part.bytes.byteOffset, part.bytes.byteLength).toString('latin1');
  return text.match(/content-type:\s*message\/rfc822/gi)?.length ?? 0;
}

function nameOf(part: Attached, number: number): string {
  const given =
    part.name
      ?.replace(/^.*[\\/]/, '')
      .replace(/\p{Cc}/gu, '')
      .trim()
      .slice(-200) ?? '';
  const ending = endingOf[part.mediaType.toLowerCase()];
  if (given === '') return `attachment-${number}${ending ? `.${ending}` : ''}`;
  const bare = !/\.[A-Za-z0-9]{1,8}$/.test(given);
  const isMail = ending === 'eml' && !/\.eml$/i.test(given); // a subject such as "Re: v1.2" is no ending
  return ending && (bare || isMail) ? `${given}.${ending}` : given;
}
