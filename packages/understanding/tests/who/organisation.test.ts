// Names of organisations: from a mail domain, as texts write them, with and without their legal form.
import {
  domainLabel,
  looksLikeOrganisation,
  nameInTexts,
  readableDomain,
  sameOrganisation,
  withoutForm,
} from '@vito/understanding/who/organisation';
import { expect, test } from 'vitest';

test.each([
  ['ada@harbour-lights.com', 'harbour-lights'],
  ['ada@mail.harbour-lights.co.uk', 'harbour-lights'],
  ['Ada@Harbour-Lights.DE', 'harbour-lights'],
  ['ada@gmail.com', null],
  ['ada@web.de', null],
  ['ada', null],
  [null, null],
])('the domain of %s', (address, label) => {
  expect(domainLabel(address)).toBe(label);
});

test.each([
  ['harbour-lights', 'Harbour Lights'],
  ['calderfoods', 'Calder Foods'],
  ['talleresruiz', 'Talleres Ruiz'],
  ['tarn', 'Tarn'],
])('%s is read as %s', (label, name) => {
  expect(readableDomain(label)).toBe(name);
});

test.each([
  ['harbour-lights', 'We at Harbour Lights Ltd will deliver.', 'Harbour Lights Ltd'],
  ['harbourlights', 'Harbour Lights will deliver.', 'Harbour Lights'],
  ['tarn', 'Yours, Tarn Instruments', 'Tarn Instruments'],
  ['tarn', 'the tarn is deep', null],
  ['tarn', 'Tarnished silver', null],
])('%s in the text %j', (label, text, name) => {
  expect(nameInTexts(label, [text])).toBe(name);
});

test.each([
  ['Tarn Instruments Ltd', 'Tarn Instruments'],
  ['Talleres Ruiz, S.L.', 'Talleres Ruiz'],
  ['Tarn', 'Tarn'],
])('%s without its legal form', (name, bare) => {
  expect(withoutForm(name)).toBe(bare);
});

test.each([
  ['Tarn Instruments Ltd', 'Tarn Instruments', true],
  ['Tarn', 'Tarn Instruments Ltd', true],
  ['TARN INSTRUMENTS', 'Tarn Instruments', true],
  ['Tarn Instruments', 'Calder Foods', false],
  ['Tar', 'Tarn', false],
  ['', 'Tarn', false],
])('%j and %j', (a, b, same) => {
  expect([sameOrganisation(a, b), sameOrganisation(b, a)]).toEqual([same, same]);
});

test.each([
  ['Harbour Lights Ltd', true],
  ['Calder Foods', true],
  ['Ada Lind', false],
  ['Ltd', false],
])('%s looks like an organisation: %s', (name, looks) => {
  expect(looksLikeOrganisation(name)).toBe(looks);
});
