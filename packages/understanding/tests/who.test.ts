// Who is who in a reading: speaker and addressee, "we" and "you", signatures, and firms behind addresses.
import { createWho, sameParty, vocative } from '@vito/understanding/who';
import { expect, test } from 'vitest';
import { ada, bo, commitmentsIn, mail, nameOf, notes, person } from './written.js';

const cy = person('Cy Ng', 'cy@calderfoods.example');

function addressee(text: string, to = [bo]) {
  const reading = mail(text, { to });
  const [message] = reading.messages;
  return message ? nameOf(createWho(reading, []).addressee(message)) : null;
}

test.each([
  ['the one recipient', 'I will call.', [bo], 'Bo Marsh'],
  ['the one who is greeted', 'Hi Cy,\nI will call.', [bo, cy], 'Cy Ng'],
  ['the one who is called in the line', 'Cy - I will call.', [bo, cy], 'Cy Ng'],
  ['the one who is greeted in the line', 'Hi Cy, I will call.', [bo, cy], 'Cy Ng'],
  ['nobody where all are greeted in the line', 'Hi all, I will call.', [bo, cy], null],
  ['nobody where all are greeted', 'Hi all,\nI will call.', [bo, cy], null],
  ['the first where nobody is greeted', 'I will call.', [bo, cy], 'Bo Marsh'],
  ['the other one where the writer is a recipient too', 'I will call.', [ada, bo], 'Bo Marsh'],
  ['a name that the greeting tells', 'Hi Bo,\nI will call.', [person(null, 'info@calder.example')], 'Bo'],
  ['a name that the greeting tells in the line', 'Hi Bo, I will call.', [person(null, 'info@calder.example')], 'Bo'],
  ['a recipient, not a stranger who is named first', 'Friday, I will call.', [bo], 'Bo Marsh'],
])('the addressee is %s', (_, text, to, name) => {
  expect(addressee(text, to)).toBe(name);
});

test.each([
  ['Hi Dana, I will call.', 'Dana'],
  ['Dana, I will call.', 'Dana'],
  ['Jonas - I will call.', 'Jonas'],
  ['Dear all,', null],
])('the first words call: %s', (head, name) => {
  expect(vocative(head)).toEqual({ name });
});

test('no one is called by "I will call."', () => {
  expect(vocative('I will call.')).toBeNull();
});

test('the firm behind an address is called as the text calls it', () => {
  const who = createWho(mail('We at Tarn Instruments Ltd will deliver.'), []);
  expect(who.organisationOf(ada)).toBe('Tarn Instruments Ltd');
  expect(who.organisationOf(bo)).toBe('Calder Foods');
  expect(who.organisationOf(person('Cy Ng', 'cy@gmail.com'))).toBeNull();
  expect(who.organisationOf(person('Cy Ng', 'cy@gmail.com', 'Finch'))).toBe('Finch');
  expect(who.organisationOf(null)).toBeNull();
});

test('what the thread calls a firm holds in a later mail', () => {
  const who = createWho(mail('We will deliver.'), [mail('Tarn Instruments Ltd is glad to offer.')]);
  expect(who.organisationOf(ada)).toBe('Tarn Instruments Ltd');
});

test.each([
  ['same address, other name', person('A. Lind', 'ADA@tarn-instruments.example'), true],
  ['same name, no address', person('Ada Lind'), true],
  ['other address', person('Ada Lind', 'ada@other.example'), false],
  ['nobody', null, false],
])('sameParty: %s', (_, party, same) => {
  expect(sameParty(ada, party)).toBe(same);
});

const between = (text: string, more = {}) =>
  commitmentsIn(mail(text, more)).map(({ debtor, creditor }) => [nameOf(debtor), nameOf(creditor)]);

test.each([
  ['I owe you', 'I will send you the report by Friday.', 'Ada Lind', 'Bo Marsh'],
  ['we owe you', 'We will send you the pumps by Friday.', 'Tarn Instruments', 'Bo Marsh'],
  ['you owe me', 'As agreed, you will send me the report by Friday.', 'Bo Marsh', 'Ada Lind'],
  ['a third owes you', 'Maria Keller will send you the report by Friday.', 'Maria Keller', 'Bo Marsh'],
])('%s', (_, text, debtor, creditor) => {
  expect(between(text)).toEqual([[debtor, creditor]]);
});

test('"we" of somebody with a private address is the person', () => {
  expect(between('We will send you the keys by Friday.', { from: person('Cy Ng', 'cy@gmail.com') })).toEqual([
    ['Cy Ng', 'Bo Marsh'],
  ]);
});

test('a letter binds the one who signs it, to the one it greets', () => {
  const text = 'Dear Ms Stroud,\n\nI will send you the report by 20 March 2026.\n\nYours sincerely,\n\nAda Lind\n';
  expect(commitmentsIn(notes(text)).map(({ debtor, creditor }) => [nameOf(debtor), nameOf(creditor)])).toEqual([
    ['Ada Lind', 'Stroud'],
  ]);
});
