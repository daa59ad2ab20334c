// Who sent a mail to whom, when, in answer to what, and whether a machine did: everything that its headers tell.
import type { Message, Party } from '@vito/contracts/reading';
import { cleanText } from './characters.js';
import { mailDate } from './mail-date.js';
import { headerAddresses, headerText, type MailStructure, rawHeaders } from './mail-structure.js';

export type MailHead = Omit<Message, 'start' | 'end' | 'quoted' | 'signature' | 'threadId' | 'zone'>;

const automaticSubject =
  /^\s*(automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office|automatische antwort|abwesenheits(notiz|benachrichtigung|meldung)|réponse automatique|respuesta automática|risposta automatica|resposta automática|automatisk svar|autosvar|automatiskt svar|automatisch antwoord|undeliver(able|ed)|delivery status notification|mail delivery failed)\b/i;

/** The message's head, and warnings about what could not be read in it. */
export function mailHead(mail: MailStructure): { head: MailHead; warnings: string[] } {
  const subject = headerText(mail, 'subject');
  const { sentAt, warnings } = sentTime(mail);
  const [sender] = [...parties(mail, 'from'), ...parties(mail, 'sender')];
  const head: MailHead = {
    id: ids(headerText(mail, 'message-id'))[0] ?? null,
    inReplyTo: ids(headerText(mail, 'in-reply-to'))[0] ?? null,
    references: ids(headerText(mail, 'references')),
    from: sender ? { ...sender, organisation: headerText(mail, 'organization') } : null,
    to: parties(mail, 'to'),
    cc: parties(mail, 'cc'),
    subject: subject === null ? null : cleanText(subject),
    sentAt,
    automatic: isAutomatic(mail, subject),
    bulk: isBulk(mail),
  };
  return { head, warnings };
}

/** The Date header; where it is missing or unreadable, the time at which the first server took the mail in. */
function sentTime(mail: MailStructure): { sentAt: string | null; warnings: string[] } {
  const [header] = rawHeaders(mail, 'date');
  const date = header === undefined ? null : mailDate(header);
  if (date) {
    const warning = 'The Date header names no time zone; it was read as UTC.';
    return { sentAt: date.iso, warnings: date.zoneKnown ? [] : [warning] };
  }
  const firstHop = rawHeaders(mail, 'received').at(-1);
  const received = firstHop === undefined ? null : mailDate(firstHop.slice(firstHop.lastIndexOf(';') + 1));
  const what = header === undefined ? 'This mail has no Date header' : 'The Date header of this mail cannot be read';
  const instead = received
    ? ': the time of its first server stands in.'
    : '. Days such as "tomorrow" cannot be told in it.';
  return { sentAt: received?.iso ?? null, warnings: [what + instead] };
}

function parties(mail: MailStructure, header: string): Party[] {
  return headerAddresses(mail, header).flatMap((entry) => {
    const address = cleanText(entry.address).trim() || null;
    const name = cleanText(entry.name.slice(0, 300))
      .replace(/\s+/g, ' ')
      .replace(/^['"]+|['"]+$/g, '')
      .trim();
    if (!address && !name) return [];
    return [{ name: name === '' || name === address ? null : name, address, organisation: null }];
  });
}

function ids(value: string | null): string[] {
  const found = [...(value ?? '').matchAll(/<\s*([^<>\s]{1,998})\s*>/g)].map((match) => match[1] ?? '');
  return [...new Set(found)];
}

/** RFC 3834 (Auto-Submitted), what older programs say instead, reports (RFC 3462), and the null sender of bounces. */
function isAutomatic(mail: MailStructure, subject: string | null): boolean {
  const submitted = headerText(mail, 'auto-submitted')?.toLowerCase();
  if (submitted) return !submitted.startsWith('no');
  if (/auto[_-]?reply/i.test(headerText(mail, 'precedence') ?? '')) return true;
  if (['x-autoreply', 'x-autorespond', 'x-autoresponder'].some((name) => mail.headers.has(name))) return true;
  if (/^multipart\/report/i.test(headerText(mail, 'content-type') ?? '')) return true;
  if (rawHeaders(mail, 'return-path').some((path) => path === '<>')) return true;
  return subject !== null && automaticSubject.test(subject);
}

function isBulk(mail: MailStructure): boolean {
  if (/\b(bulk|list|junk)\b/i.test(headerText(mail, 'precedence') ?? '')) return true;
  return mail.lines.some((line) => line.key === 'list-unsubscribe' || line.key === 'list-id');
}
