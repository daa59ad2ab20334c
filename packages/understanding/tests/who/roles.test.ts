// The parties of a contract: which organisation each defined role stands for.
import { findRoles } from '@vito/understanding/who/roles';
import { expect, test } from 'vitest';

test.each([
  ['This Agreement is made between Tarn Instruments Ltd ("Supplier") and Calder Foods Ltd ("Customer").'],
  ['Between Tarn Instruments Ltd (the "Supplier") and Calder Foods Ltd (the "Customer").'],
  ['Between Tarn Instruments Ltd (hereinafter the “Supplier”) and Calder Foods Ltd (hereinafter the “Customer”).'],
  [
    'Tarn Instruments Ltd, hereinafter referred to as "Supplier", and Calder Foods Ltd, hereinafter referred to as "Customer".',
  ],
  ['Between Tarn Instruments Ltd, of 4 Mill Lane, Hull ("Supplier") and Calder Foods Ltd, of Leeds ("Customer").'],
  ['Supplier: Tarn Instruments Ltd\nCustomer: Calder Foods Ltd\n'],
])('%s', (text) => {
  const roles = findRoles(text);
  expect(roles.find('the Supplier')).toBe('Tarn Instruments Ltd');
  expect(roles.find('Customer')).toBe('Calder Foods Ltd');
  expect(roles.other('Tarn Instruments Ltd')).toBe('Calder Foods Ltd');
  expect(roles.other('Calder Foods')).toBe('Tarn Instruments Ltd');
});

test.each([
  [
    'Entre Talleres Ruiz, S.L. (en adelante, el "Proveedor") y Cocinas Vega S.L. (en adelante, el "Cliente").',
    'Proveedor',
    'Talleres Ruiz',
  ],
  [
    'Zwischen der Nordlicht GmbH (nachfolgend „Lieferant“) und der Elbe Foods AG (nachfolgend „Kunde“).',
    'Lieferant',
    'Nordlicht GmbH',
  ],
])('%s', (text, role, name) => {
  expect(findRoles(text).find(role)).toContain(name);
});

test('a party is meant by its own name as well', () => {
  const roles = findRoles('Between Tarn Instruments Ltd ("Supplier") and Calder Foods Ltd ("Customer").');
  expect(roles.find('Tarn Instruments Ltd')).toBe('Tarn Instruments Ltd');
  expect(roles.find('Tarn')).toBe('Tarn Instruments Ltd');
  expect(roles.find('Harbour Lights')).toBeNull();
});

test.each([
  'The goods listed in Annex A (the "Goods") and this document (the "Agreement").',
  'We said ("never") and left.',
  '',
])('no party: %j', (text) => {
  expect(findRoles(text).byRole.size).toBe(0);
});
