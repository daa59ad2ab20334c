// Clauses of contracts: which organisation owes what, and what only looks like a duty.
import { expect, test } from 'vitest';
import { commitmentsIn, notes } from './written.js';

const parties =
  'This Agreement is made between Tarn Instruments Ltd ("Supplier") and Calder Foods Ltd ("Customer").\n\n';
const duties = (clause: string, head = parties) =>
  commitmentsIn(notes(head + clause)).map(({ debtor, creditor, due }) => [
    debtor?.organisation,
    creditor?.organisation,
    due,
  ]);

test.each([
  ['The Supplier shall deliver the pumps by 20 March 2026.', 'Tarn Instruments', 'Calder Foods', '2026-03-20'],
  ['Supplier will deliver the pumps by 20 March 2026.', 'Tarn Instruments', 'Calder Foods', '2026-03-20'],
  [
    'The Supplier must repair any defect within ten days of 9 March 2026.',
    'Tarn Instruments',
    'Calder Foods',
    '2026-03-19',
  ],
  ['The Supplier undertakes to train the staff.', 'Tarn Instruments', 'Calder Foods', null],
  ['The Customer shall pay the deposit by 31 March 2026.', 'Calder Foods', 'Tarn Instruments', '2026-03-31'],
  ['All invoices shall be paid by the Customer within 30 days of receipt.', 'Calder Foods', 'Tarn Instruments', null],
  ['Invoices shall be paid within 30 days of receipt.', 'Calder Foods', 'Tarn Instruments', null],
  ['The Supplier shall not disclose the drawings to anyone.', 'Tarn Instruments', 'Calder Foods', null],
  ['Tarn Instruments shall deliver the pumps by 20 March 2026.', 'Tarn Instruments', 'Calder Foods', '2026-03-20'],
])('%s', (clause, debtor, creditor, due) => {
  expect(duties(clause)).toEqual([[debtor, creditor, due]]);
});

test.each([
  'The Supplier shall be entitled to payment for its work.',
  'The Supplier shall not be liable for indirect loss of any kind.',
  'Either party may terminate this Agreement with notice of 30 days.',
  'This Agreement shall be governed by the laws of England.',
  'The Customer may return the pumps within 14 days.',
  '"Goods" means the pumps that the Supplier shall deliver.',
  'The Customer has the right to inspect the pumps.',
])('no duty: %s', (clause) => {
  expect(duties(clause)).toEqual([]);
});

test.each([
  [
    'Spanish',
    'Entre Talleres Ruiz S.L. (en adelante, el "Proveedor") y Cocinas Vega S.L. (en adelante, el "Cliente").\n\n',
    'El Proveedor entregará las cocinas antes del 20 de marzo de 2026.',
    'Talleres Ruiz',
    'Cocinas Vega',
  ],
  [
    'German',
    'Zwischen der Nordlicht GmbH (nachfolgend "Lieferant") und der Elbe Foods AG (nachfolgend "Kunde").\n\n',
    'Der Lieferant verpflichtet sich, die Pumpen bis zum 20. März 2026 zu liefern.',
    'Nordlicht',
    'Elbe Foods',
  ],
  [
    'French',
    'Entre Petit Transports SARL (ci-après le "Vendeur") et Luc Travel SARL (ci-après le "Client").\n\n',
    "Le Vendeur s'engage à livrer les pompes avant le 20 mars 2026.",
    'Petit Transports',
    'Luc Travel',
  ],
])('%s', (_, head, clause, debtor, creditor) => {
  expect(duties(clause, head)).toEqual([[debtor, creditor, '2026-03-20']]);
});

test('a role that nobody defined keeps its name', () => {
  expect(duties('The Supplier shall deliver the pumps by 20 March 2026.', '')).toEqual([
    ['Supplier', undefined, '2026-03-20'],
  ]);
});

test('several clauses, each once', () => {
  const text =
    '1. The Supplier shall deliver the pumps by 20 March 2026.\n2. The Customer shall pay the price by 31 March 2026.\n';
  expect(duties(text)).toEqual([
    ['Tarn Instruments', 'Calder Foods', '2026-03-20'],
    ['Calder Foods', 'Tarn Instruments', '2026-03-31'],
  ]);
});
