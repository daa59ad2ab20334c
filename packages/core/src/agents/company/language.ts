// The language of a message: one of the five in which commitments are found.
import type { Message, Reading } from '@vito/contracts/reading';
import { languageOf } from '@vito/understanding/cues';
import { fold } from '@vito/understanding/fold';
import type { ReminderLanguage } from './reminder-words.js';

const enough = 4000; // characters tell a language

/** By its common words; of the whole document where it has no messages. */
export function languageIn(reading: Reading | null, message: Message | null): ReminderLanguage {
  const said = reading?.text.slice(message?.start ?? 0, message?.end) ?? '';
  return languageOf(fold(said.slice(0, enough)), 'en');
}
