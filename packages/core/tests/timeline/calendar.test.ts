// The calendar feed: what another program, and RFC 5545 itself, read in it.
import type { CommitmentView } from '@vito/contracts/commitment';
import fc from 'fast-check';
import ical from 'node-ical';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../src/timeline/calendar.js';
import { party, proposal, type Terms } from '../setup/stories.js';

const now = new Date('2026-03-02T08:00:00Z');
const documentId = 'doc_01jq0m7x8k3c5v9w2d4f6h8n0p';
const id = 'cmt_01jq0m7x8k3c5v9w2d4f6h8n0p';

function viewOf(terms: Terms = {}, more: Partial<CommitmentView> = {}): CommitmentView {
  const { data, secret } = proposal(documentId, terms);
  const { rulesVersion: _, zone: __, ...shown } = data;
  const rest = {
    runId: null,
    documentName: 'letter.eml',
    hidden: null,
    touched: false,
    version: 4,
    undoable: null,
  } as const;
  const alone = { restates: null, sources: [], changes: [], suggestion: null, debtorId: null, creditorId: null };
  const check = { checked: 'rules', verdict: null, checkedBy: null, checkProblem: null } as const;
  return { ...shown, ...secret, ...rest, ...alone, ...check, id, side: 'owed-to-me', ...more };
}
const textOf = (...views: CommitmentView[]) => calendarOf(views, now);
/** As another program reads it. */
function readBack(text: string) {
  const events = Object.values(ical.sync.parseICS(text)).filter((item) => item?.type === 'VEVENT');
  return events as ical.VEvent[];
}
const unfolded = (text: string) => text.replace(/\r\n[ \t]/g, '');

describe('a due', () => {
  it('that is a day is an all-day event on that day, whatever the zone of who reads it', () => {
    const text = textOf(viewOf({ due: '2026-03-29' }));
    expect(text).toContain('DTSTART;VALUE=DATE:20260329\r\nDTEND;VALUE=DATE:20260330\r\n');
    const [event] = readBack(text);
    expect(event?.datetype).toBe('date');
    expect([event?.start.getFullYear(), event?.start.getMonth(), event?.start.getDate()]).toEqual([2026, 2, 29]);
  });

  it('that is a time of day is that instant, without an end, which would have to lie after it', () => {
    const text = textOf(viewOf({ due: '2026-03-06T17:00:00+01:00' }));
    expect(text).toContain('DTSTART:20260306T160000Z\r\n');
    expect(text).not.toContain('DTEND');
    expect(readBack(text)[0]?.start.toISOString()).toBe('2026-03-06T16:00:00.000Z');
  });

  it.each([
    ['2026-12-31', '20270101'],
    ['2024-02-28', '20240229'],
    ['2025-02-28', '20250301'],
  ])('on %s ends with %s', (due, end) => {
    expect(textOf(viewOf({ due }))).toContain(`DTEND;VALUE=DATE:${end}\r\n`);
  });

  it('that is none, or in no calendar, is left out and breaks nothing', () => {
    const text = textOf(
      viewOf({ due: null }),
      viewOf({ due: '2026-02-30' }),
      viewOf({ due: '2026-03-06' }, { id: id.replace('0p', '1p') }),
    );
    expect(text).not.toMatch(/Invalid|NaN|null/);
    expect(readBack(text)).toHaveLength(1);
  });
});

describe('the feed', () => {
  it('has one stable entry a commitment, which says who owes what and the sentence that says so', () => {
    const [mine, theirs] = readBack(
      textOf(
        viewOf({}, { side: 'i-owe' }),
        viewOf({ debtor: party(null, null, 'Quill & Sons') }, { id: id.replace('0p', '1p') }),
      ),
    );
    expect(mine).toMatchObject({ uid: `${id}@vito`, summary: 'send the drawings', sequence: 4 });
    expect(theirs?.summary).toBe('Quill & Sons: send the drawings');
    expect(mine?.description).toBe('“We will send the drawings on Friday.” (letter.eml)');
  });

  it('without anything in it is a calendar all the same', () => {
    expect(textOf()).toBe(
      'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//ViTo//Commitments//EN\r\nMETHOD:PUBLISH\r\nX-WR-CALNAME:ViTo\r\nCALSCALE:GREGORIAN\r\nEND:VCALENDAR\r\n',
    );
  });

  it('gives back every text, whatever is in it, and no text becomes anything else', () => {
    const nasty = fc.constantFrom(
      '\\',
      ';',
      ',',
      '\n',
      '\r\n',
      '\r',
      ':',
      '"',
      'END:VEVENT',
      '\nATTACH:x',
      '\\n',
      '€',
      '😀',
      'ä',
      ' ',
      'a',
      '\u0000',
      '\u0007',
    );
    const text = fc.array(nasty, { minLength: 1, maxLength: 120 }).map((parts) => `x${parts.join('')}x`);
    fc.assert(
      fc.property(text, text, (action, quote) => {
        const feed = textOf(viewOf({ action, quote }, { side: 'i-owe' }));
        for (const line of feed.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(feed).not.toMatch(/[^\r]\n|\r[^\n]/);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(feed).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/);
        const lines = unfolded(feed).split('\r\n');
        expect(lines.filter((line) => line === 'END:VEVENT')).toHaveLength(1);
        expect(lines.filter((line) => line.startsWith('ATTACH'))).toEqual([]);
        expect(plain(lines.find((line) => line.startsWith('SUMMARY:'))?.slice(8) ?? '')).toBe(cleaned(action));
        expect(plain(lines.find((line) => line.startsWith('DESCRIPTION:'))?.slice(12) ?? '')).toContain(cleaned(quote));
      }),
      { numRuns: 300 },
    );
  });

  it('is folded by octets, never inside a character', () => {
    const feed = textOf(viewOf({ action: '😀€ä'.repeat(60) }, { side: 'i-owe' }));
    expect(Buffer.from(feed).toString()).toBe(feed);
    const folded = feed.split('\r\n').filter((line) => line.startsWith(' ') || line.startsWith('SUMMARY'));
    expect(folded.length).toBeGreaterThan(6);
    for (const line of folded) {
      expect(line).not.toMatch(/\p{Surrogate}/u);
      expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    }
    expect(readBack(feed)[0]?.summary).toBe('😀€ä'.repeat(60));
  });
});

/** TEXT read as RFC 5545 says (3.3.11). */
const plain = (value: string) => value.replace(/\\([\\;,nN])/g, (_, mark: string) => (/n/i.test(mark) ? '\n' : mark));
/** What of a text can stand in a calendar at all. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is left out
const cleaned = (text: string) => text.replace(/\r\n|\r/g, '\n').replace(/[\u0000\u0007]/g, '');
