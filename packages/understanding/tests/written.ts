// What the extraction tests share: readings written by hand, and commitments in short.
import type { ExtractedCommitment } from '@vito/contracts/commitment';
import type { Message, Party, Reading } from '@vito/contracts/reading';
import { extract } from '@vito/understanding/extract';

export const person = (
  name: string | null,
  address: string | null = null,
  organisation: string | null = null,
): Party => ({
  name,
  address,
  organisation,
});
export const ada = person('Ada Lind', 'ada@tarn-instruments.example');
export const bo = person('Bo Marsh', 'bo@calderfoods.example');

/** A mail from Ada to Bo on Wednesday, 4 March 2026, 10:00 in Berlin. Lines of `quoted` follow the own words. */
export function mail(text: string, more: Partial<Message> = {}, quoted = ''): Reading {
  const whole = text + quoted;
  const message: Message = {
    id: null,
    inReplyTo: null,
    references: [],
    threadId: null,
    from: ada,
    to: [bo],
    cc: [],
    subject: null,
    sentAt: '2026-03-04T10:00:00+01:00',
    zone: null,
    automatic: false,
    bulk: false,
    start: 0,
    end: whole.length,
    quoted: quoted === '' ? [] : [{ start: text.length, end: whole.length }],
    signature: null,
    ...more,
  };
  return { kind: 'mail', text: whole, pages: [], messages: [message], meta: meta(null) };
}

/** A document without messages, dated Wednesday, 4 March 2026. */
export function notes(text: string, date: string | null = '2026-03-04'): Reading {
  return { kind: 'text', text, pages: [], messages: [], meta: meta(date) };
}

const meta = (date: string | null): Reading['meta'] => ({ title: null, date, language: null, warnings: [] });

export const commitmentsIn = (reading: Reading, ...earlier: Reading[]): ExtractedCommitment[] =>
  extract(reading, { earlier, zone: 'Europe/Berlin' });

export const nameOf = (party: Party | null): string | null =>
  party && (party.name ?? party.organisation ?? party.address);

/** Debtor, due and status of each. */
export const brief = (found: readonly ExtractedCommitment[]) =>
  found.map(({ debtor, due, status }) => [nameOf(debtor), due, status]);
