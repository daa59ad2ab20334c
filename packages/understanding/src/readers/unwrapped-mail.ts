// Mails of Exchange that carry their content in a winmail.dat: what is in it takes its place.
import { htmlToPlain } from './html.js';
import type { MailStructure } from './mail-structure.js';
import { attachedOf, bodyOf } from './outlook-message.js';
import { isTnef, openTnef } from './tnef.js';

/** The mail with the attachments of its winmail.dat as its own, and its text where it has no other. */
export async function unwrapped(
  mail: MailStructure,
  text: string,
): Promise<{ mail: MailStructure; text: string; warnings: string[] }> {
  const boxes = mail.attached.filter(({ bytes }) => isTnef(bytes)).map(({ bytes }) => openTnef(bytes));
  if (boxes.length === 0) return { mail, text, warnings: [] };
  const attached = [
    ...mail.attached.filter(({ bytes }) => !isTnef(bytes)),
    ...boxes.flatMap(({ message }) => message.attachments.map(attachedOf)),
  ];
  const warning = 'The winmail.dat of this mail is cut off: what it holds may be missing.';
  const warnings = boxes.some(({ complete }) => !complete) ? [warning] : [];
  let words = text;
  for (const { message } of boxes) {
    if (words.trim() !== '') break;
    const body = bodyOf(message);
    words =
      body.type === 'text/html'
        ? await htmlToPlain(body.words, { quoteMarks: true })
        : body.words.replace(/\r\n?/g, '\n').trimEnd();
  }
  return { mail: { ...mail, attached }, text: words, warnings };
}
