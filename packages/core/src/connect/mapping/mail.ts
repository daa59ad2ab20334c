// Inbound mail: the raw message where the provider sends it, else one made of what it took apart.
import type { Mapped } from '@vito/contracts/webhook';
import type { Form } from '../signing/form.js';
import { memberOf, textOf } from '../signing/incoming.js';
import type { MappingInput } from './input.js';

type Message = Extract<Mapped, { message: unknown }>['message'];

export function mailOfPostmark({ body }: MappingInput): Mapped[] {
  const of = (name: string) => textOf(memberOf(body, name));
  if (of('RawEmail')) return [rawMail(of('Subject'), of('RawEmail'))];
  const headers = memberOf(body, 'Headers');
  const header = (name: string) => {
    const found = Array.isArray(headers)
      ? headers.find((one) => textOf(memberOf(one, 'Name')).toLowerCase() === name)
      : undefined;
    return textOf(memberOf(found, 'Value'));
  };
  const attachments = memberOf(body, 'Attachments');
  const files = (Array.isArray(attachments) ? attachments : []).map((one) => ({
    name: textOf(memberOf(one, 'Name')),
    mediaType: textOf(memberOf(one, 'ContentType')),
    base64: textOf(memberOf(one, 'Content')),
  }));
  return [
    message({
      from: of('From'),
      to: of('To'),
      cc: of('Cc'),
      subject: of('Subject'),
      text: of('TextBody'),
      html: of('HtmlBody'),
      date: of('Date'),
      id: header('message-id'),
      inReplyTo: header('in-reply-to'),
      files,
    }),
  ];
}

export function mailOfMailgun(_input: MappingInput, { fields, files }: Form): Mapped[] {
  if (fields['body-mime']) return [rawMail(fields.subject ?? '', fields['body-mime'])];
  return [
    message({
      from: fields.from || fields.sender || '',
      to: fields.To || fields.recipient || '',
      cc: fields.Cc ?? '',
      subject: fields.subject ?? '',
      text: fields['body-plain'] ?? '',
      html: fields['body-html'] ?? '',
      date: fields.Date ?? '',
      id: fields['Message-Id'] ?? '',
      inReplyTo: fields['In-Reply-To'] ?? '',
      files: filesOf(files),
    }),
  ];
}

export function mailOfSendgrid(_input: MappingInput, { fields, files }: Form): Mapped[] {
  if (fields.email) return [rawMail(fields.subject ?? '', fields.email)];
  const header = (name: string) => new RegExp(`^${name}:\\s*(.+)$`, 'im').exec(fields.headers ?? '')?.[1]?.trim() ?? '';
  return [
    message({
      from: fields.from ?? '',
      to: fields.to ?? '',
      cc: fields.cc ?? '',
      subject: fields.subject ?? '',
      text: fields.text ?? '',
      html: fields.html ?? '',
      date: header('date'),
      id: header('message-id'),
      inReplyTo: header('in-reply-to'),
      files: filesOf(files),
    }),
  ];
}

const filesOf = (files: Form['files']) =>
  files.map(({ name, mediaType, bytes }) => ({ name, mediaType, base64: bytes.toString('base64') }));

const rawMail = (subject: string, raw: string): Mapped => ({
  document: { name: `${subject.slice(0, 200).trim() || 'mail'}.eml`, mediaType: 'message/rfc822', text: raw },
});

function message(told: {
  from: string;
  to: string;
  cc: string;
  subject: string;
  text: string;
  html: string;
  date: string;
  id: string;
  inReplyTo: string;
  files: NonNullable<Message['attachments']>;
}): Mapped {
  const sent = new Date(told.date);
  const given = (name: string, value: string, most: number) => (value ? { [name]: value.slice(0, most) } : {});
  return {
    message: {
      from: told.from.slice(0, 500) || 'unknown sender',
      ...(told.text || !told.html ? { text: told.text } : { html: told.html }),
      ...given('to', told.to, 500),
      ...given('cc', told.cc, 500),
      ...given('subject', told.subject, 1000),
      ...given('id', told.id, 500),
      ...given('inReplyTo', told.inReplyTo, 500),
      ...(Number.isFinite(sent.getTime()) ? { sentAt: sent.toISOString() } : {}),
      ...(told.files.length > 0 ? { attachments: told.files.slice(0, 50) } : {}),
    },
  };
}
