// What the pages say: sentences of contracts, letters and receipts about people and companies that do not exist.
import type { Chance } from './chance.js';

const companies = [
  'Harrow Mills',
  'Nordlight Freight',
  'Castell Timber',
  'Okafor Foods',
  'Bluebell Press',
  'Tarn Works',
];
const people = ['Mira Holt', 'Jonas Weber', 'Amina Diallo', 'Peter Lang', 'Sofia Reyes', 'Tom Becker', 'Ines Novak'];
const goods = ['oak panels', 'steel brackets', 'printed leaflets', 'frozen berries', 'office chairs', 'spare pumps'];
const places = ['Rotterdam', 'Aarhus', 'Leeds', 'Gdansk', 'Porto', 'Hamburg', 'Lyon', 'Bergen'];
const months = ['January', 'March', 'April', 'June', 'August', 'October', 'November'];
const verbs = ['deliver', 'inspect', 'replace', 'collect', 'insure', 'store', 'return', 'repair'];
const units = ['boxes', 'pallets', 'crates', 'rolls', 'sets'];

const sentences = [
  'The seller shall {verb} the {good} within {n} days after the order has been confirmed in writing.',
  '{person} promised that {company} will {verb} every one of the {n} {unit} before the end of {month}.',
  'If the buyer does not pay on time, interest of {p} percent is added for each month that has begun.',
  'Payment of EUR {sum} is due on {day} {month} 2026 and goes to the account named below.',
  'Both parties keep what they learn about each other secret for a period of {n} years.',
  'We spoke with {person} in {place} about the missing {good} and agreed on a new date.',
  'Please send the signed copy to {person} at {company}, who will answer by {day} {month}.',
  'The warehouse in {place} holds {n} {unit} of {good}, most of which were counted last week.',
  'Nothing in this agreement keeps either side from asking a court in {place} for help.',
  'A notice is valid only when it is given in writing and has reached the other side.',
  '{company} bears the cost of transport to {place}, while the buyer pays for the insurance.',
  'After {day} {month} the price rises to EUR {sum}, unless both sides agree on something else.',
  'The inspector looked at the {good} twice and found that {n} of them had to be replaced.',
  'Whoever wants to end this contract early must say so at least {n} weeks before.',
  'Thank you for your letter of {day} {month}; we are sorry that the answer took so long.',
  'Our driver reached {place} at noon, but the gate was closed and nobody opened it.',
  'Any change to these terms needs the consent of {person} and of {person}.',
  'The goods stay the property of {company} until the whole price of EUR {sum} has been paid.',
  'Should a rule of this contract turn out to be void, the others remain as they are.',
  'I will {verb} the {good} myself and tell you on Friday how many {unit} are left.',
  'The next meeting takes place in {place} on {day} {month}, in the office on the second floor.',
  'Everybody who works with the machine has to read the manual and to wear gloves.',
  'It was agreed that {company} may use the pictures on its own pages without a fee.',
  'Between {month} and {month} the demand for {good} usually grows by about {p} percent.',
];

const pick = (random: Chance, from: readonly string[]) => from[random.whole(0, from.length - 1)] ?? '';

/** A sum such as 1,240.50. */
export function sum(random: Chance, least = 100, most = 90_000): string {
  return random.between(least, most).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

export function sentence(random: Chance): string {
  return pick(random, sentences).replace(/\{(\w+)\}/g, (_, slot: string) => filled(random, slot));
}

/** Sentences until there are about `words` words. */
export function paragraph(random: Chance, words: number): string {
  let text = sentence(random);
  while (text.split(' ').length < words) text += ` ${sentence(random)}`;
  return text;
}

export function filled(random: Chance, slot: string): string {
  switch (slot) {
    case 'company':
      return pick(random, companies);
    case 'person':
      return pick(random, people);
    case 'good':
      return pick(random, goods);
    case 'place':
      return pick(random, places);
    case 'month':
      return pick(random, months);
    case 'verb':
      return pick(random, verbs);
    case 'unit':
      return pick(random, units);
    case 'sum':
      return sum(random);
    case 'day':
      return String(random.whole(1, 28));
    case 'p':
      return `${random.whole(1, 9)}.${random.whole(0, 9)}`;
    default:
      return String(random.whole(3, 60));
  }
}
