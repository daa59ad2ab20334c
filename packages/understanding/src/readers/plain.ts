// Plain text and Markdown: the text as it stands.
import { decodeText } from './characters.js';
import { plainResult, type ReadResult } from './result.js';

export function readPlain(bytes: Uint8Array, kind: 'text' | 'markdown'): ReadResult {
  return plainResult({ kind, text: decodeText(bytes) });
}
