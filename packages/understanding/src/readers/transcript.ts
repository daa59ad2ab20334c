// The transcript of a meeting (WebVTT, SubRip): a line of text for every turn of a speaker, whole over its cues.
import type { Message, Party } from '@vito/contracts/reading';
import { Unreadable } from '../unreadable.js';
import { decodeText } from './characters.js';
import { plainResult, type ReadResult } from './result.js';
import { type Cue, cuesOf, isDay } from './transcript-cues.js';

/** Turns are dated by a note or the header, else by a date in the file's name. */
export function readTranscript(bytes: Uint8Array, name: string): ReadResult {
  const base = name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
  const { cues, date, cutOff } = cuesOf(decodeText(bytes));
  if (cutOff) {
    const message = 'This transcript is cut off: it ends in the middle of a cue. Download it again from the meeting.';
    throw new Unreadable('truncated', message);
  }
  if (cues.length === 0) {
    const message = 'This transcript holds no words. Download it again when the meeting has been transcribed.';
    throw new Unreadable('empty', message);
  }
  const sentAt = date ?? dayInName(base);
  const messages: Message[] = [];
  let text = '';
  for (const turn of turnsOf(cues)) {
    const span = { start: text.length, end: text.length + turn.words.length };
    const from = turn.speaker === null ? null : { name: turn.speaker, address: null, organisation: null };
    messages.push({ ...messageOf(from, sentAt), ...span });
    text += `${turn.words}\n`;
  }
  const warnings = cues.some((cue) => cue.speaker !== null) ? [] : ['This transcript does not say who speaks.'];
  const title = base.replace(/(?:\.transcript)?\.(?:vtt|srt)$/i, '') || null;
  const meta = { title, date: sentAt, language: null, warnings };
  return plainResult({ kind: 'transcript', text: text.trimEnd(), messages, meta });
}

/** Consecutive cues of one speaker in one. Captions that roll up say a line twice: once is enough. */
function turnsOf(cues: readonly Cue[]): Cue[] {
  const turns: { speaker: string | null; said: string[] }[] = [];
  for (const { speaker, words } of cues) {
    const last = turns.at(-1);
    if (last?.speaker !== speaker || !last) turns.push({ speaker, said: [words] });
    else if (last.said.at(-1) !== words || words.split(' ', 4).length < 4) last.said.push(words);
  }
  return turns.map(({ speaker, said }) => ({ speaker, words: said.join(' ') }));
}

/** What somebody says in a row. `sentAt`: the day of the meeting. */
export function messageOf(from: Party | null, sentAt: string | null): Omit<Message, 'start' | 'end'> {
  return {
    id: null,
    inReplyTo: null,
    references: [],
    threadId: null,
    from,
    to: [],
    cc: [],
    subject: null,
    sentAt,
    zone: null,
    automatic: false,
    bulk: false,
    quoted: [],
    signature: null,
  };
}

/** "2026-11-03 weekly.vtt", "GMT20261103-140522_Recording.vtt". */
function dayInName(name: string): string | null {
  for (const [, year, month, day] of name.matchAll(/(?<!\d)((?:19|20)\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)/g)) {
    const iso = `${year}-${month}-${day}`;
    if (isDay(iso)) return iso;
  }
  return null;
}
