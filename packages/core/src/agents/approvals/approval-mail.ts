// The mail that asks for a decision, as plain text: what is asked, until when, the link, and exactly what would be done. Pure.
import { createHash } from 'node:crypto';
import type { GateView } from '@vito/contracts/run';
import { stepWords } from '@vito/contracts/run-words';

export interface Asking {
  gate: GateView;
  link: string;
  /** It waits for a while already. */
  urgent: boolean;
  zone: string;
}

const longestSubject = 120;
const longestValue = 4000; // characters of one argument; the page behind the link shows all of it

export function approvalMail({ gate, link, urgent, zone }: Asking): { subject: string; text: string } {
  const summary = oneLine(gate.summary);
  const whose = gate.askedBy.startsWith('act_') ? 'that a person asked for' : 'that ViTo began';
  const lines = [
    `${urgent ? 'Still waiting: a' : 'A'} run of the playbook ${gate.playbook} ${whose} needs a yes or a no to this:`,
    '',
    quoted(summary),
    '',
    'Look at it, then approve, change or reject it here:',
    link,
    '',
    `It can be decided until ${momentIn(gate.expiresAt, zone)}. If nobody decides, it is a no.`,
    ...(gate.policy.fourEyes ? ['Whoever asked for this run may not approve it: somebody else has to.'] : []),
    'Opening the link decides nothing. It is yours alone: whoever has it decides in your name, so do not pass it on.',
    '',
    `What would be done, by the tool ${gate.tool} in the step "${stepWords(gate.step)}":`,
    '',
    ...argLines(gate.args),
    '',
  ];
  return {
    subject: cut(`${urgent ? 'Still waiting' : 'To decide'}: ${summary}`, longestSubject),
    text: lines.join('\n'),
  };
}

/** The same however often it is sent, so that servers and readers can tell that a second mail is the first once more. */
export function messageIdOf(
  mail: { tenant: string; gate: GateView; to: string; urgent: boolean },
  from: string,
): string {
  const { tenant, gate, to, urgent } = mail;
  const told = JSON.stringify([tenant, gate.run, gate.step, gate.hash, to.toLowerCase(), urgent]);
  const hash = createHash('sha256').update(`approval ${told}`).digest('hex').slice(0, 40);
  return `<${hash}@${from.slice(from.lastIndexOf('@') + 1)}>`;
}

/** Each argument under its name, texts of several lines last; what somebody else wrote is set off, so that it cannot pass for the mail's own words. */
function argLines(args: unknown): string[] {
  const isRecord = typeof args === 'object' && args !== null && !Array.isArray(args);
  const isLong = (value: unknown): number => (typeof value === 'string' && breaks.test(value) ? 1 : 0);
  const entries = isRecord
    ? Object.entries(args).sort(([, a], [, b]) => isLong(a) - isLong(b))
    : [['value', args] as const];
  if (entries.length === 0) return [quoted('nothing is given to it')];
  return entries.flatMap(([name, value]) => [`${oneLine(name)}:`, quoted(written(value))]);
}

function written(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const left = text.length - longestValue;
  return left > 0 ? `${text.slice(0, longestValue)}\n… and ${left} more characters, which the link shows` : text;
}

const breaks = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;
const quoted = (text: string): string =>
  text
    .split(breaks)
    .map((line) => `  | ${line}`.trimEnd())
    .join('\n');

/** No line break or other control character, so that none can begin another header. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

/** "Friday 4 December 2026 at 17:42 (Europe/Berlin)". */
function momentIn(iso: string, zone: string): string {
  const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: zone });
  return `${moment.format(new Date(iso))} (${zone})`;
}
