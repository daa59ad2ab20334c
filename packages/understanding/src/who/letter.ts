// A letter or a pasted mail inside a document: who writes to whom, told by its head, greeting and closing.
import type { Party } from '@vito/contracts/reading';
import { fold } from '../fold.js';

export interface Letter {
  from: Party | null;
  to: Party | null;
}

const closing =
  /^(?:(?:with )?(?:best|kind|warm|kindest) (?:regards|wishes)|regards|yours (?:sincerely|faithfully|truly)|sincerely|all the best|best|cheers|mit freundlichen gru(?:ß|ss)en|(?:viele|beste|herzliche|liebe) gru(?:ß|ss)e|gru(?:ß|ss)|atentamente|un (?:cordial )?saludo|saludos(?: cordiales)?|cordialement|bien a vous|salutations|atenciosamente|(?:com os melhores )?cumprimentos)[,.!]?$/;
const greeting =
  /^(?:dear|hello|hi|hey|good (?:morning|afternoon|evening)|moin|hallo|guten (?:tag|morgen)|liebe[rs]?|sehr geehrte[rs]?|estimad[oa]s?|querid[oa]s?|hola|buenos dias|bonjour|ch(?:er|ere)s?|ola|caro|cara|prezad[oa]s?)\b ?(.{0,60}?)[,:!.]?$/;
const title = /^(?:mr|mrs|ms|dr|prof|sir|madam|herr|frau|herrn|senora?|sr|sra|monsieur|madame|m|mme|don|dona)\.? /;
const group =
  /^(?:all|everyone|everybody|team|both|folks|friends|guys|colleagues|sirs?|madam|sir or madam|zusammen|alle|todos|todas|equipo|tous|toutes|damen und herren.*|pessoal)$/;

/** The name that a greeting line calls ("Dear Ms Stroud," is "Stroud"), null where the line is no greeting or calls a group. */
export function greeted(line: string): { name: string | null } | null {
  const trimmed = line.trim();
  const match = greeting.exec(fold(trimmed));
  if (!match) return null;
  const called = match[1] ?? '';
  const from = fold(trimmed).indexOf(called, match[0].length - called.length - 2);
  const raw = trimmed.slice(from, from + called.length).trim();
  let name = raw;
  while (!group.test(fold(name)) && title.test(`${fold(name)} `) && name.includes(' '))
    name = name.slice(name.indexOf(' ') + 1);
  return { name: name === '' || group.test(fold(name)) ? null : name };
}

/** Reads "From:", "To:", greeting and closing of a text without messages; null where it is no letter. */
export function letterOf(text: string): Letter | null {
  const lines = text
    .slice(0, 6000)
    .split('\n')
    .map((line) => line.trim());
  const headed = (labels: string) => {
    const line = lines.slice(0, 15).find((l) => new RegExp(`^(?:${labels})\\s*:`, 'i').test(l));
    return line ? partyOf(line.slice(line.indexOf(':') + 1)) : null;
  };
  const called = lines
    .slice(0, 30)
    .map(greeted)
    .find((found) => found !== null);
  const end = text
    .slice(-1500)
    .split('\n')
    .map((line) => line.trim());
  const at = end.findIndex((line) => closing.test(fold(line)));
  // On a scan the signature itself comes first, as a line of stray letters: the name is below it.
  const below = at < 0 ? [] : end.slice(at + 1).filter((line) => line !== '');
  const [name = '', second = ''] = below[0] && signedBy(below[0], '') ? below : below.slice(1);
  const from = headed('from|von|de|absender|remitente|expediteur') ?? signedBy(name, second);
  const to =
    headed('to|an|para|destinatario|a') ??
    (called?.name ? { name: called.name, address: null, organisation: null } : null);
  if (!from || (!called && !to)) return null;
  return { from, to };
}

function signedBy(name: string, second: string): Party | null {
  if (!/^\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]*){0,3}$/u.test(name)) return null;
  const organisation = /^\p{Lu}[\p{L}\d&.,' -]{2,50}$/u.test(second) ? second : null;
  return { name, address: null, organisation };
}

function partyOf(words: string): Party | null {
  const address = /[^\s<>,;()]+@[^\s<>,;()]+/.exec(words)?.[0] ?? null;
  const name =
    words
      .replace(/<[^>]*>|\([^)]*\)/g, ' ')
      .replace(address ?? '\u0000', ' ')
      .replace(/["']/g, '')
      .split(/[,;]/)[0]
      ?.trim() ?? '';
  return name || address ? { name: name || null, address, organisation: null } : null;
}
