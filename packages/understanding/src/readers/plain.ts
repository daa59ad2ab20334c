// Plain text and Markdown: the text as it stands; where it is a conversation, with its turns.
import { decodeText } from './characters.js';
import { dialogueIn } from './dialogue.js';
import { plainResult, type ReadResult } from './result.js';

export function readPlain(bytes: Uint8Array, kind: 'text' | 'markdown'): ReadResult {
  const text = decodeText(bytes);
  const messages = dialogueIn(text);
  return plainResult(messages ? { kind: 'transcript', text, messages } : { kind, text });
}
