// Organisations: their names as texts write them, and a readable name made of a mail domain where no text does.
import { fold, nameKey } from '../fold.js';

/** Mail hosts that say nothing about whom somebody works for. */
const publicHosts =
  /^(?:gmail|googlemail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|web|t-online|proton|protonmail|fastmail|posteo|mailbox|orange|free|laposte|wanadoo|sapo|uol|terra|telefonica|mail|zoho|hey)$/;
const secondLevel = /^(?:co|com|org|net|gov|gob|ac|edu|ltd|plc)$/;
/** Words of trades, by which a run-together domain comes apart: "cocinasgarcia" is "Cocinas Garcia". */
const trades =
  'abogados accounting agency alimentos analytics arquitectos architects atelier autos azulejos bakery bau beton books bodegas brewery builders bygg cafe capital carpinteria catering chemicals clinic coffee cocinas construcciones consulting consultores cooking crafts creative data design digital distribuciones druckerei editorial electric energia energy engineering equipment events express farms fashion ferreteria films finance fitness flowers foods freight fruits furniture gallery garage garden gardens gmbh graphics group gruppe grupo health hotel hoteles imprenta industries ingenieria instruments insurance interiors jardines joinery kitchens labs law legal libros lighting logistica logistics logistik machines maderas marketing media medical metal mobility molinos motors muebles music optics packaging paints panaderia papers partners pharma photo plumbing power press print printing productions properties publishing quimica repairs research restaurant retail robotics school security seguros services shipping shop software solar solutions spedition sports steel storage studio studios supplies supply systems talleres tech technik technologies technology textiles timber tools toys trade traders trading transport transportes travel trucks vinos wines wood works workshop';
const legalForms =
  'ltd limited inc incorporated llc llp plc corp corporation co company gmbh ag kg ohg ug se sa sas sarl sl slu srl spa bv nv ab as aps oy lda ltda eirl';

const tradeWords = trades.split(' ').sort((a, b) => b.length - a.length);
const formKeys = new Set(legalForms.split(' '));
const tradeKeys = new Set(tradeWords);

/** The label of a domain that names its owner ("harbour-lights" of "mail.harbour-lights.co.uk"), or null for public hosts. */
export function domainLabel(address: string | null): string | null {
  const domain = address?.split('@')[1]?.toLowerCase();
  if (!domain) return null;
  const labels = domain.split('.').slice(0, -1);
  if (labels.length > 1 && secondLevel.test(labels.at(-1) ?? '')) labels.pop();
  const label = labels.at(-1) ?? '';
  return label === '' || publicHosts.test(label) ? null : label;
}

/** "harbour-lights" as "Harbour Lights", "talleresruiz" as "Talleres Ruiz". */
export function readableDomain(label: string): string {
  const words = label.split(/[-_]/).filter((word) => word !== '');
  return words
    .flatMap((word) => (words.length === 1 ? apart(word) : [word]))
    .map(capital)
    .join(' ');
}

function apart(word: string): string[] {
  for (const trade of tradeWords) {
    if (word.length - trade.length < 3) continue;
    if (word.endsWith(trade)) return [word.slice(0, -trade.length), trade];
    if (word.startsWith(trade)) return [trade, word.slice(trade.length)];
  }
  return [word];
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

/**
 * The name by which `texts` call the owner of a domain: the longest run of capitalised words that spells its label
 * ("Harbour Lights", "Harbour Lights Ltd"), or null.
 */
export function nameInTexts(label: string, texts: readonly string[]): string | null {
  const letters = fold(label).replace(/[^a-z0-9]/g, '');
  let best: string | null = null;
  for (const text of texts) {
    for (const match of text.matchAll(
      /\p{Lu}[\p{L}\d&'.]*(?:[ -](?:&|and|und|y|et|e|de|del|of|\p{Lu}[\p{L}\d&'.]*)){0,5}/gu,
    )) {
      const name = spelled(match[0], letters);
      if (name && name.length > (best?.length ?? 0)) best = name;
    }
  }
  return best;
}

/** The words at the start of a run that spell the letters, with a trade or legal form after them. */
function spelled(run: string, letters: string): string | null {
  const words = run.split(/[ ]/);
  let key = '';
  for (let i = 0; i < words.length; i++) {
    const word = fold(words[i] ?? '').replace(/[^a-z0-9]/g, '');
    if (word === 'and' || word === 'und' || word === '') continue;
    key += word;
    if (!letters.startsWith(key)) return null;
    if (key !== letters) continue;
    let end = i + 1;
    while (end < words.length && isForm(words[end] ?? '')) end++;
    return words
      .slice(0, end)
      .join(' ')
      .replace(/[.,']+$/, (stop) => (isForm(words[end - 1] ?? '') ? stop.replace(/[,']/g, '') : ''));
  }
  return null;
}

function isForm(word: string): boolean {
  const key = fold(word).replace(/[^a-z0-9]/g, '');
  return formKeys.has(key) || tradeKeys.has(key);
}

/** "Tarn Instruments Ltd" without its legal form. */
export function withoutForm(name: string): string {
  const words = name.trim().split(/\s+/);
  while (words.length > 1 && formKeys.has((words.at(-1) ?? '').toLowerCase().replace(/[^a-z]/g, ''))) words.pop();
  return words.join(' ').replace(/,$/, '');
}

/** True where the words end in a legal form or a trade: "Harbour Lights Ltd", "Calder Foods". */
export function looksLikeOrganisation(name: string): boolean {
  const words = name.trim().split(/\s+/);
  return words.length > 1 && isForm(words.at(-1) ?? '');
}

/** True where one is the other, or its first word(s): "Harbour" of "Harbour Lights Ltd". */
export function sameOrganisation(a: string, b: string): boolean {
  const [x, y] = [nameKey(withoutForm(a)), nameKey(withoutForm(b))];
  return x !== '' && y !== '' && (x === y || `${y} `.startsWith(`${x} `) || `${x} `.startsWith(`${y} `));
}
