// Who was there: the lines of minutes that list people, with the organisations in brackets behind them.
import type { Party } from '@vito/contracts/reading';
import { fold } from '../fold.js';

const label =
  /^(?:[-*#> ]|\*\*)*(?:present|attendees?|attending|participants?|in attendance|people|on the call|between|asistentes|presentes|participantes|teilnehmer(?:innen)?|teilnehmende|anwesend(?:e)?|presents|participants?|apologies|cc|with|by|author|owner|taken by|minutes by|chair)\b[^:]{0,30}:/;
/** The head of a column of names, where no colon stands behind it. */
const rollHead =
  /^(?:present|attending|attendees|participants|in attendance|anwesend|asistentes|presentes|présents)\s+(?=\p{Lu})/iu;
const group = /([^();]+?)\s*\(([^()]{2,40})\)/g;
const personName = /^\p{Lu}(?:[\p{L}'’-]+|\.)(?: (?:de|da|von|van|del|di|la)? ?\p{Lu}[\p{L}'’.-]*){0,3}$/u;

/** The people that the first lines of a text name as present. Looks at the first 40 lines only. */
export function peoplePresent(text: string): Party[] {
  const out: Party[] = [];
  for (const raw of text.slice(0, 4000).split('\n').slice(0, 40)) {
    const line = raw.replace(/[*_#]/g, '').trim();
    const head = label.exec(fold(line));
    if (head && !/^apologies/.test(head[0])) out.push(...listed(line.slice(head[0].length)));
    else if (isRoll(line)) out.push(...listed(line.replace(rollHead, '')));
  }
  return out;
}

/** A line of nothing but names and bracketed organisations: "Ann, Bo (Calder); Cy (Finch)". */
function isRoll(line: string): boolean {
  return (
    !/\d/.test(line) &&
    /\([^()]{2,40}\)\s*(?:;|,|$)/.test(line) &&
    listed(line).length >= 2 &&
    fold(line)
      .split(/[,;]/)
      .every((part) => part.trim().split(/\s+/).length <= 6)
  );
}

function listed(line: string): Party[] {
  const out: Party[] = [];
  let rest = line;
  for (const match of line.matchAll(group)) {
    const [whole, names = '', organisation = ''] = match;
    const role = /^\s*(?:chair|minutes|remote|online|notes|part|until|from|by phone|lead|pm)\b/i.test(organisation);
    out.push(...persons(names, role ? null : organisation.trim()));
    rest = rest.replace(whole, ' ');
  }
  out.push(...persons(rest, null));
  return out;
}

function persons(names: string, organisation: string | null): Party[] {
  return names
    .split(/[,;/&]| and | und | y | et | e |\s[-–]\s/)
    .map((name) => name.trim().replace(/[.:]$/, ''))
    .filter((name) => personName.test(name) && name.length <= 40)
    .map((name) => ({ name, address: null, organisation }));
}
