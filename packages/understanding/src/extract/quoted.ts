// Requests in the text that a mail quotes. Quoted words are never counted, but an answer may need them to be understood.
import type { Message, Reading } from '@vito/contracts/reading';
import type { Passage } from '../passage.js';
import { fullDate } from './document-date.js';
import { type Request, requestIn } from './requests.js';
import { createScene, type Scene } from './scene.js';

const attribution =
  /(?:wrote|schrieb|escribi[oó]|a écrit|escreveu)\b.{0,120}:\s*$|^\s*(?:On|Am|El|Le|Em) .{6,120}(?:wrote|schrieb|escribi[oó]|a écrit|escreveu)/;
const headLine =
  /^\s*\*?(?:From|Sent|To|Cc|Subject|Date|Von|Gesendet|An|Betreff|Datum|De|Enviado|Para|Asunto|Fecha|Envoyé|À|Objet|Assunto)\s?:/i;
const separator = /^\s*-{2,}.{3,40}-{2,}\s*$/;

/** The requests of the mail that this one quotes first, as said by the one it is answered to. */
export function quotedRequests(scene: Scene, passage: Passage): Request[] {
  const message = scene.reading.messages[passage.message ?? -1];
  if (!message || message.quoted.length === 0) return [];
  const lines = message.quoted.flatMap((span) =>
    scene.reading.text.slice(span.start, Math.min(span.end, span.start + 20_000)).split('\n'),
  );
  const own: string[] = [];
  let date: string | null = null;
  for (const line of lines) {
    const bare = line.replace(/^\s*> ?/, '');
    if (/^\s*>/.test(bare)) continue;
    if (attribution.test(bare) || separator.test(bare) || headLine.test(bare)) {
      if (own.some((l) => l.trim() !== '')) break; // the mail before that one
      date ??= fullDate(bare);
      continue;
    }
    own.push(bare);
  }
  const heard = createScene(asReading(message, own.join('\n'), date), [], {
    zone: scene.voice(passage.message).at.fallbackZone,
  });
  return heard.passages.flatMap((p) => requestIn(heard, p, heard.speech(p)) ?? []);
}

function asReading(answer: Message, text: string, date: string | null): Reading {
  const message: Message = {
    ...answer,
    from: answer.to[0] ?? null,
    to: answer.from ? [answer.from] : [],
    cc: [],
    sentAt: date ?? answer.sentAt,
    zone: null,
    start: 0,
    end: text.length,
    quoted: [],
    signature: null,
  };
  return {
    kind: 'mail',
    text,
    pages: [],
    messages: [message],
    meta: { title: null, date: null, language: null, warnings: [] },
  };
}
