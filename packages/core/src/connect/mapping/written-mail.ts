// A message that a mapping yields, as the mail that it stands for: the readers and the threads take it from there.
import type { Mapped } from '@vito/contracts/webhook';
import MailComposer from 'nodemailer/lib/mail-composer';

type Message = Extract<Mapped, { message: unknown }>['message'];

/** The same message gives the same bytes. `named`: what tells it apart where it has no id of its own. */
export async function writtenMail(message: Message, named: string, receivedAt: string): Promise<Buffer> {
  const { from, to, cc, subject, text, html, sentAt, id, inReplyTo, attachments = [] } = message;
  const mail = new MailComposer({
    from,
    to: to ?? [],
    cc: cc ?? [],
    subject: subject ?? '',
    ...(text === undefined ? { html: html ?? '' } : { text }),
    date: new Date(sentAt ?? receivedAt),
    messageId: id ?? `<${named}@payload.vito>`,
    ...(inReplyTo ? { inReplyTo, references: inReplyTo } : {}),
    baseBoundary: named,
    disableFileAccess: true,
    disableUrlAccess: true,
    attachments: attachments.map(({ name, mediaType, base64 }) => ({
      filename: name,
      contentType: mediaType,
      content: Buffer.from(base64, 'base64'),
    })),
  });
  return mail.compile().build();
}
